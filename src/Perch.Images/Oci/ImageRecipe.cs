using Perch.Images.Tar;

namespace Perch.Images.Oci;

/// <summary>What an image is made of, whatever the platform.</summary>
internal sealed record ImageRecipe
{
    public required string Repository { get; init; }
    public required string Version { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<TarItem> Files { get; init; }
    public required IReadOnlyList<string> Entrypoint { get; init; }

    /// <summary>What <c>docker stop</c> sends; SIGTERM unless given.</summary>
    public string? StopSignal { get; init; }

    /// <summary>As a Compose file names the image: "perch/holder:0.1.0".</summary>
    public string Reference => $"{Repository}:{Version}";

    /// <summary>The pre-defined keys of the OCI image specification, annotations.md.</summary>
    public SortedDictionary<string, string> Labels => new(StringComparer.Ordinal)
    {
        ["org.opencontainers.image.description"] = Description,
        ["org.opencontainers.image.licenses"] = "MIT",
        ["org.opencontainers.image.title"] = Title,
        ["org.opencontainers.image.version"] = Version,
    };
}
