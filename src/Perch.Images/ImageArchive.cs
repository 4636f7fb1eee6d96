using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Perch.Images.Oci;
using Perch.Images.Tar;

namespace Perch.Images;

/// <summary>An archive of one image that an engine can load, and what is known of it without an engine.</summary>
public sealed class ImageArchive
{
    private readonly Func<Stream> _open;

    private ImageArchive(FrontPages pages, Func<Stream> open)
    {
        Reference = pages.Reference;
        Platform = pages.Platform;
        ConfigDigest = pages.Config;
        ManifestDigest = pages.Manifest;
        _open = open;
    }

    /// <summary>The name that the image has once it is loaded: "perch/holder:0.1.0".</summary>
    public string Reference { get; }

    public Platform Platform { get; }

    /// <summary>The image's id in Docker's own image store, and in podman's.</summary>
    public Digest ConfigDigest { get; }

    /// <summary>The image's id in containerd's image store, the default of new engines.</summary>
    public Digest ManifestDigest { get; }

    /// <summary>Whether an engine's image with this <c>Id</c> is the one in the archive.</summary>
    public bool IsImage(string engineId) =>
        engineId == ConfigDigest.ToString() || engineId == ManifestDigest.ToString();

    /// <summary>The archive from its start: the body of <c>POST /images/load</c>.</summary>
    public Stream OpenRead() => _open();

    /// <summary>Reads the front pages of an archive that <c>./build</c> wrote.</summary>
    public static bool TryOpen(
        string path, [NotNullWhen(true)] out ImageArchive? archive, [NotNullWhen(false)] out string? problem)
    {
        (archive, problem) = (null, null);
        try
        {
            using var file = File.OpenRead(path);
            archive = new ImageArchive(FrontPages.Read(file), () => File.OpenRead(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"{path} cannot be read: {e.Message}";
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException)
        {
            problem = $"{path} is no image archive of Perch: {e.Message}";
        }

        return problem is null;
    }

    internal static ImageArchive InMemory(Image image)
    {
        var content = ReproducibleTar.Write(LayoutArchive.Of(image));
        return new ImageArchive(FrontPages.Of(image), () => new MemoryStream(content, writable: false));
    }
}
