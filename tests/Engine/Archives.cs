using System.Formats.Tar;
using System.Text.Json.Nodes;
using Perch.Images;
using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>The archives that <c>./build</c> left, by their names without an ending: "holder-arm64".</summary>
internal static class Archives
{
    private static readonly string Folder = Path.Combine(Host.Artifacts, "images");

    public static string PathOf(string name) => Path.Combine(Folder, $"{name}.tar");

    public static ImageArchive Open(string name) =>
        ImageArchive.TryOpen(PathOf(name), out var archive, out var problem)
            ? archive
            : throw new LabException(problem);

    /// <summary>One archive for each platform that there is a holder or a speaker for.</summary>
    public static IEnumerable<ImageArchive> OfEveryPlatform(string image) =>
        from path in Directory.GetFiles(Folder, $"{image}-*.tar")
        select Open(Path.GetFileNameWithoutExtension(path));

    /// <summary>Unpacks the files of an image, all of which are in its one layer.</summary>
    public static void Unpack(string name, string into)
    {
        using var archive = new TarReader(File.OpenRead(PathOf(name)));
        string? layer = null;
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.Name == "manifest.json")
            {
                layer = (string?)JsonNode.Parse(entry.DataStream!)![0]!["Layers"]![0];
            }
            else if (entry.Name == layer)
            {
                TarFile.ExtractToDirectory(entry.DataStream!, into, overwriteFiles: false);
            }
        }
    }
}
