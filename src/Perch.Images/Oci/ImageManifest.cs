using System.Text.Json.Serialization;

namespace Perch.Images.Oci;

/// <summary>One image: its configuration and its layers (OCI image specification, manifest.md).</summary>
internal sealed record ImageManifest(Descriptor Config, IReadOnlyList<Descriptor> Layers)
{
    [JsonPropertyOrder(-2)]
    public int SchemaVersion { get; init; } = 2;

    [JsonPropertyOrder(-1)]
    public string MediaType { get; init; } = MediaTypes.Manifest;
}
