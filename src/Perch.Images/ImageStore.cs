using System.Diagnostics.CodeAnalysis;
using Perch.Images.Elf;
using Perch.Model;

namespace Perch.Images;

/// <summary>Finds the images that an engine needs: the holder is made on the spot, the speaker's archives lie in
/// a directory beside <c>perch</c>.</summary>
/// <param name="directory">Where <c>./build</c> or a release put the archives.</param>
/// <param name="version">The version of Perch, and so the tag of the speaker's image.</param>
public sealed class ImageStore(string directory, string version)
{
    /// <param name="engineArchitecture">What <c>/info</c> or <c>/version</c> says: x86_64, arm64.</param>
    public static bool TryFindHolder(
        string engineArchitecture,
        [NotNullWhen(true)] out ImageArchive? archive,
        [NotNullWhen(false)] out string? problem)
    {
        var platform = Platform.FromEngine(engineArchitecture);
        archive = platform is null ? null : ImageArchive.InMemory(HolderImage.For(platform));
        problem = archive is null ? NoImage("holder", engineArchitecture, HolderProgram.Platforms) : null;
        return problem is null;
    }

    /// <param name="engineArchitecture">What <c>/info</c> or <c>/version</c> says: x86_64, arm64.</param>
    public bool TryFindSpeaker(
        string engineArchitecture,
        [NotNullWhen(true)] out ImageArchive? archive,
        [NotNullWhen(false)] out string? problem) =>
        TryFind("speaker", PodNames.SpeakerReference(version), engineArchitecture, out archive, out problem);

    /// <param name="engineArchitecture">What <c>/info</c> or <c>/version</c> says: x86_64, arm64.</param>
    public bool TryFindAgent(
        string engineArchitecture,
        [NotNullWhen(true)] out ImageArchive? archive,
        [NotNullWhen(false)] out string? problem) =>
        TryFind("agent", PodNames.AgentReference(version), engineArchitecture, out archive, out problem);

    private bool TryFind(
        string name,
        string reference,
        string engineArchitecture,
        [NotNullWhen(true)] out ImageArchive? archive,
        [NotNullWhen(false)] out string? problem)
    {
        archive = null;
        var platform = Platform.FromEngine(engineArchitecture);
        if (platform is null || !ImageSet.ExecutablePlatforms.Contains(platform))
        {
            problem = NoImage(name, engineArchitecture, ImageSet.ExecutablePlatforms);
            return false;
        }

        var path = Path.Combine(directory, ImageSet.FileName(name, platform));
        if (!File.Exists(path))
        {
            problem = $"no {path}: the folder images belongs beside perch; copy it there, or run ./build";
            return false;
        }

        return ImageArchive.TryOpen(path, out archive, out problem) && IsOurs(path, reference, archive, out problem);
    }

    private static bool IsOurs(
        string path, string expected, ImageArchive archive, [NotNullWhen(false)] out string? problem)
    {
        problem = archive.Reference == expected
            ? null
            : $"{path} holds {archive.Reference}, this perch needs {expected}: copy the images that came with it";
        return problem is null;
    }

    private static string NoImage(string name, string engineArchitecture, IEnumerable<Platform> platforms) =>
        $"no {name} image for {engineArchitecture}: there is one for {string.Join(", ", platforms)}";
}
