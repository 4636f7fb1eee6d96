using Perch.Images.Elf;
using Perch.Images.Oci;
using Perch.Images.Tar;

namespace Perch.Images;

/// <summary>All images of one Perch as files: an archive per platform for engines, an index for registries.</summary>
/// <param name="directory">Created if missing.</param>
public sealed class ImageSet(string directory, string version)
{
    /// <summary>Every platform that .NET compiles a static executable for here.</summary>
    public static IReadOnlyList<Platform> ExecutablePlatforms { get; } = [Platform.Amd64, Platform.Arm64];

    public static string SpeakerFile(Platform platform) => FileName("speaker", platform);

    public void WriteHolder() =>
        Write("holder", [.. HolderProgram.Platforms.Select(HolderImage.For)]);

    /// <param name="executables">Path of the executable for each platform.</param>
    public void WriteSpeaker(IReadOnlyDictionary<Platform, string> executables) =>
        Write("speaker", executables, SpeakerImage.For);

    /// <param name="executables">Path of perch itself for each platform.</param>
    public void WriteAgent(IReadOnlyDictionary<Platform, string> executables) =>
        Write("agent", executables, AgentImage.For);

    private void Write(
        string name, IReadOnlyDictionary<Platform, string> executables, Func<Platform, string, byte[], Image> image)
    {
        var platforms = executables.Keys.OrderBy(platform => platform.ToString(), StringComparer.Ordinal);
        Write(name, [.. platforms.Select(platform =>
            image(platform, version, File.ReadAllBytes(executables[platform])))]);
    }

    private void Write(string name, IReadOnlyList<Image> images)
    {
        Directory.CreateDirectory(directory);
        foreach (var image in images)
        {
            Write(FileName(name, image.Platform), LayoutArchive.Of(image));
        }

        Write($"{name}.oci.tar", LayoutArchive.Of(images));
    }

    /// <summary>Under another name first: whoever reads the archive meanwhile never sees half of it.</summary>
    private void Write(string name, IEnumerable<TarItem> items)
    {
        var path = Path.Combine(directory, name);
        using (var file = File.Create(path + ".new"))
        {
            ReproducibleTar.Write(file, items);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    internal static string FileName(string name, Platform platform) => $"{name}-{platform.FileSuffix}.tar";
}
