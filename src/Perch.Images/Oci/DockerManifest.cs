using System.Text.Json.Serialization;

namespace Perch.Images.Oci;

/// <summary>One entry of <c>manifest.json</c>, the front page of what <c>docker save</c> writes (Docker image
/// specification v1.2); its paths may point into an image layout's blobs.</summary>
internal sealed record DockerManifest(
    [property: JsonPropertyName("Config")] string Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string> RepoTags,
    [property: JsonPropertyName("Layers")] IReadOnlyList<string> Layers)
{
    public const string FileName = "manifest.json";
}
