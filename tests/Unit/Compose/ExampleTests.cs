using Perch.Compose;

namespace Perch.Tests.Unit.Compose;

/// <summary>What an operator copies must work.</summary>
public sealed class ExampleTests
{
    private static readonly string Examples = Path.GetFullPath(Path.Combine(Case.Folder(), "../../../examples"));

    public static TheoryData<string> Folders =>
    [
        .. Directory.EnumerateDirectories(Examples)
            .Where(folder => File.Exists(Path.Combine(folder, "compose.yaml")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void An_example_is_read_without_error_or_warning(string folder)
    {
        var reading = Read(Path.Combine(Examples, folder, "compose.yaml"));
        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Warnings);
        Assert.Single(reading.Pods);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void An_example_is_taken_by_the_real_Compose(string folder)
    {
        Assert.SkipUnless(DockerCompose.Found, DockerCompose.Missing);
        Assert.Empty(DockerCompose.Refusal(Path.Combine(Examples, folder), "compose.yaml"));
    }

    [Fact]
    public void The_list_of_examples_names_each()
    {
        var list = File.ReadAllText(Path.Combine(Examples, "README.md"));
        Assert.All(Folders, row => Assert.Contains($"]({row.Data}/compose.yaml)", list, StringComparison.Ordinal));
    }

    private static ComposeReading Read(string path) => ComposeProject.Read(new ComposeSources
    {
        Files = [new ComposeFile(path, File.ReadAllText(path))],
        ProjectDirectory = Path.GetDirectoryName(path)!,
        PerchVersion = "1.2.3",
    });
}
