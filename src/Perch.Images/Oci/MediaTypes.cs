namespace Perch.Images.Oci;

/// <summary>What a blob is (OCI image specification, media-types.md).</summary>
internal static class MediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";

    /// <summary>Not compressed: the bytes depend on no compressor's version, and Perch's layers are small.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
}
