using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Perch.Images.Oci;

/// <summary>What the front pages of an archive of one image say, the image layout's and Docker's.</summary>
internal sealed record FrontPages(string Reference, Platform Platform, Digest Config, Digest Manifest)
{
    public static FrontPages Of(Image image) =>
        new(image.Recipe.Reference, image.Platform, image.Config.Digest, image.Manifest.Digest);

    /// <exception cref="InvalidDataException">No such archive.</exception>
    /// <exception cref="JsonException">A front page is not the expected JSON.</exception>
    public static FrontPages Read(Stream archive)
    {
        ImageIndex? index = null;
        IReadOnlyList<DockerManifest>? docker = null;
        using var reader = new TarReader(archive, leaveOpen: true);
        while ((index is null || docker is null) && reader.GetNextEntry() is { } entry)
        {
            switch (entry.Name)
            {
                case ImageIndex.FileName:
                    index = Read(entry, OciJson.Plain.ImageIndex);
                    break;
                case DockerManifest.FileName:
                    docker = Read(entry, OciJson.Plain.IReadOnlyListDockerManifest);
                    break;
            }
        }

        return Combine(index, docker);
    }

    private static FrontPages Combine(ImageIndex? index, IReadOnlyList<DockerManifest>? docker) =>
        (index?.Manifests, docker) switch
        {
            ([{ Platform: { } platform } manifest], [{ RepoTags: [var reference, ..] } entry]) => new FrontPages(
                reference,
                platform.ToPlatform(),
                Digest.Parse(entry.Config),
                Digest.Parse(manifest.Digest)),
            _ => throw new InvalidDataException(
                $"it has no {ImageIndex.FileName} and {DockerManifest.FileName} of one image with a name"),
        };

    private static T? Read<T>(TarEntry entry, JsonTypeInfo<T> type)
        where T : class =>
        entry.DataStream is { } content ? JsonSerializer.Deserialize(content, type) : null;
}
