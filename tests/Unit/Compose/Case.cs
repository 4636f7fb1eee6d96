using System.Runtime.CompilerServices;
using Perch.Compose;

namespace Perch.Tests.Unit.Compose;

/// <summary>
/// One folder of a Compose file and what comes of it. Files named compose*.yaml are given as -f, in the order of their
/// names' length; merged.yaml is what the real Compose made of them, and without it they are read as they stand.
/// </summary>
internal sealed record Case(string Name)
{
    /// <summary>
    /// Where the project stands, as far as Perch and merged.yaml know; there is no such directory.
    /// </summary>
    public const string ProjectDirectory = "/srv/project";

    public static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private static string Root => Path.Combine(Folder(), "Cases");

    public IReadOnlyList<string> Files =>
    [
        .. Directory.EnumerateFiles(InFolder(""), "compose*.yaml")
            .OrderBy(path => path.Length)
            .Select(path => Path.GetFileName(path)),
    ];

    public string InFolder(string file) => Path.Combine(Root, Name, file);

    public ComposeReading Read()
    {
        var merged = InFolder("merged.yaml");
        if (File.Exists(merged) && Snap.Updates && DockerCompose.Found)
        {
            File.WriteAllText(merged, DockerCompose.Merge(this));
        }

        return ComposeProject.Read(new ComposeSources
        {
            Files = [.. Files.Select(file => new ComposeFile(file, File.ReadAllText(InFolder(file))))],
            Merged = File.Exists(merged) ? File.ReadAllText(merged) : null,
            ProjectDirectory = ProjectDirectory,
            PerchVersion = "1.2.3",
        });
    }

    public static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
