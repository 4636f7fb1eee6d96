using System.Text.Json.Serialization;

namespace Perch.Images.Oci;

/// <summary>How an image runs and which layers it has (OCI image specification, config.md). Its digest is the
/// image's id in a Docker engine.</summary>
internal sealed record ImageConfig
{
    public required string Created { get; init; }
    public required string Architecture { get; init; }
    public string? Variant { get; init; }
    public string Os { get; init; } = "linux";
    public required ContainerDefaults Config { get; init; }
    public required RootFileSystem Rootfs { get; init; }
    public required IReadOnlyList<HistoryEntry> History { get; init; }
}

/// <summary>What a container of the image starts with.</summary>
internal sealed record ContainerDefaults
{
    [JsonPropertyName("Entrypoint")]
    public required IReadOnlyList<string> Entrypoint { get; init; }

    [JsonPropertyName("WorkingDir")]
    public string WorkingDirectory { get; init; } = "/";

    [JsonPropertyName("Labels")]
    public required SortedDictionary<string, string> Labels { get; init; }

    [JsonPropertyName("StopSignal")]
    public string? StopSignal { get; init; }
}

/// <summary>The layers, each by the digest of its tar archive.</summary>
internal sealed record RootFileSystem([property: JsonPropertyName("diff_ids")] IReadOnlyList<string> DiffIds)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "layers";
}

/// <summary>How a layer came to be.</summary>
internal sealed record HistoryEntry(
    string Created,
    [property: JsonPropertyName("created_by")] string CreatedBy);
