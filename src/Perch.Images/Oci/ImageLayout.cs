namespace Perch.Images.Oci;

/// <summary>Says that a directory or archive is an image layout (OCI image specification, image-layout.md).</summary>
internal sealed record ImageLayout(string ImageLayoutVersion)
{
    public const string FileName = "oci-layout";

    public static ImageLayout Current { get; } = new("1.0.0");
}
