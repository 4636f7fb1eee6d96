using System.Text.Json.Serialization;

namespace Perch.Images.Oci;

/// <summary>Several manifests, one per platform (OCI image specification, image-index.md); also the front page of
/// an image layout (image-layout.md).</summary>
internal sealed record ImageIndex(IReadOnlyList<Descriptor> Manifests)
{
    /// <summary>The front page of an image layout.</summary>
    public const string FileName = "index.json";

    [JsonPropertyOrder(-2)]
    public int SchemaVersion { get; init; } = 2;

    [JsonPropertyOrder(-1)]
    public string MediaType { get; init; } = MediaTypes.Index;
}
