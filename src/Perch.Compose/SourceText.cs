using Perch.Compose.Yaml;

namespace Perch.Compose;

/// <summary>
/// The texts that were given, read as YAML: one document to work on, and the files to point at.
/// </summary>
internal sealed class SourceText
{
    /// <summary>How Compose's own output is called where it cannot be read; it has no file.</summary>
    private const string MergedName = "docker compose config";

    public SourceText(ComposeSources sources)
    {
        var documents = sources.Files.Select(file => (file.Path, Document: YamlReader.Read(file.Text))).ToList();
        Findings = new Findings(new Locator([.. documents.Select(each => (each.Path, each.Document.Root))]));
        foreach (var (path, document) in documents)
        {
            Report(Findings, path, document);
        }

        Sources = [.. documents.Select(each => each.Document.Root).OfType<YamlMapping>()];
        var whole = sources.Merged is null
            ? documents.Select(each => each.Document).FirstOrDefault()
            : YamlReader.Read(sources.Merged);
        if (sources.Merged is not null)
        {
            Report(Findings, MergedName, whole!);
        }
        else
        {
            CheckUnmerged(sources.Files, whole?.Root);
        }

        Root = whole?.Root as YamlMapping;
    }

    public Findings Findings { get; }

    /// <summary>The files as they were written.</summary>
    public IReadOnlyList<YamlMapping> Sources { get; }

    /// <summary>The document to work on; null when there is none.</summary>
    public YamlMapping? Root { get; }

    private static YamlProblem AtStart(string problem, string fix) =>
        new(new Position(1, 1), NodePath.Root, problem, fix);

    public static void Report(Findings findings, string path, YamlDocument document)
    {
        foreach (var problem in document.Problems)
        {
            findings.Syntax(path, problem);
        }

        if (document.Root is not YamlMapping && document.Problems.Count == 0)
        {
            findings.Syntax(path, AtStart("this is no Compose file", "begin with services:"));
        }
    }

    /// <summary>What needs Compose itself, where Compose is not there.</summary>
    private void CheckUnmerged(IReadOnlyList<ComposeFile> files, YamlNode? root)
    {
        const string install = "install the docker compose plugin";
        if (files.Count != 1)
        {
            var path = files.Count > 0 ? files[1].Path : "";
            Findings.Syntax(path, AtStart("only Compose can merge several files", install));
        }

        if (root is null)
        {
            return;
        }

        var file = new Place(NodePath.Root, root);
        if (file["include"] is { } include)
        {
            Findings.Warning(include, "without Compose the included files are not read", install);
        }

        foreach (var (_, service) in file["services"]?.Entries ?? [])
        {
            if (service["extends"] is { } extends && service["x-anycast"] is not null)
            {
                Findings.ErrorAtKey(extends, "only Compose can read what is extended", install);
            }
        }
    }
}
