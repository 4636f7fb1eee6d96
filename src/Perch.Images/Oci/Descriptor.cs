namespace Perch.Images.Oci;

/// <summary>Points to a blob (OCI image specification, descriptor.md).</summary>
internal sealed record Descriptor
{
    public required string MediaType { get; init; }
    public required string Digest { get; init; }
    public required long Size { get; init; }
    public PlatformDocument? Platform { get; init; }
    public SortedDictionary<string, string>? Annotations { get; init; }

    public static Descriptor Of(Blob blob, string mediaType) =>
        new() { MediaType = mediaType, Digest = blob.Digest.ToString(), Size = blob.Content.Length };
}

/// <summary>The platform of a manifest in an index (OCI image specification, image-index.md).</summary>
internal sealed record PlatformDocument(string Architecture, string Os, string? Variant)
{
    public static PlatformDocument Of(Platform platform) => new(platform.Architecture, "linux", platform.Variant);

    public Platform ToPlatform() => new(Architecture, Variant);
}
