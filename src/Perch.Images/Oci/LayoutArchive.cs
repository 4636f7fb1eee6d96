using Perch.Images.Tar;

namespace Perch.Images.Oci;

/// <summary>
/// An image layout in a tar archive (OCI image specification, image-layout.md). With one image it is at once what
/// <c>docker save</c> writes: an engine of any age finds its own front page, and both point to the same blobs.
/// </summary>
internal static class LayoutArchive
{
    /// <summary>The archive of one image, as <c>docker load</c> and <c>podman load</c> take it.</summary>
    public static IEnumerable<TarItem> Of(Image image)
    {
        var manifest = Describe(image) with { Annotations = Names(image.Recipe) };
        var docker = new DockerManifest(
            image.Config.Digest.BlobPath, [image.Recipe.Reference], [image.Layer.Digest.BlobPath]);
        return
        [
            .. FrontPage(manifest),
            TarItem.File(
                DockerManifest.FileName, OciJson.Write([docker], OciJson.Plain.IReadOnlyListDockerManifest)),
            .. Blobs([image.Manifest, image.Config, image.Layer]),
        ];
    }

    /// <summary>One index over the same image for several platforms, as a registry takes it.</summary>
    public static IEnumerable<TarItem> Of(IReadOnlyList<Image> images)
    {
        var manifests = new ImageIndex([.. images.Select(Describe)]);
        var index = new Blob(OciJson.Write(manifests, OciJson.Plain.ImageIndex));
        var entry = Descriptor.Of(index, MediaTypes.Index) with { Annotations = Names(images[0].Recipe) };
        var parts = images.SelectMany(image => new[] { image.Manifest, image.Config, image.Layer });
        return [.. FrontPage(entry), .. Blobs([index, .. parts])];
    }

    private static Descriptor Describe(Image image) =>
        Descriptor.Of(image.Manifest, MediaTypes.Manifest) with { Platform = PlatformDocument.Of(image.Platform) };

    /// <summary>The image layout knows only the tag; containerd and podman take the whole name from their own key.
    /// </summary>
    private static SortedDictionary<string, string> Names(ImageRecipe recipe) => new(StringComparer.Ordinal)
    {
        ["io.containerd.image.name"] = "docker.io/" + recipe.Reference,
        ["org.opencontainers.image.ref.name"] = recipe.Version,
    };

    private static IEnumerable<TarItem> FrontPage(Descriptor entry) =>
    [
        TarItem.File(ImageLayout.FileName, OciJson.Write(ImageLayout.Current, OciJson.Plain.ImageLayout)),
        TarItem.File(ImageIndex.FileName, OciJson.Write(new ImageIndex([entry]), OciJson.Plain.ImageIndex)),
    ];

    private static IEnumerable<TarItem> Blobs(IEnumerable<Blob> blobs) =>
    [
        TarItem.Directory("blobs"),
        TarItem.Directory(Digest.BlobDirectory),
        .. blobs.DistinctBy(blob => blob.Digest).Select(blob => TarItem.File(blob.Digest.BlobPath, blob.Content)),
    ];
}
