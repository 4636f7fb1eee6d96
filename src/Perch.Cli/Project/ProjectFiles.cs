namespace Perch.Cli.Project;

/// <summary>The files of a Compose project, found where Compose would find them.</summary>
/// <param name="Directory">Absolute; relative paths in the files start here.</param>
/// <param name="Files">As they shall appear in messages: relative to where the operator stands, if below.</param>
internal sealed record ProjectFiles(string Directory, IReadOnlyList<string> Files)
{
    /// <summary>Compose's order of preference (compose-go, DefaultFileNames).</summary>
    private static readonly string[] Names =
        ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>compose-go, DefaultOverrideFileNames.</summary>
    private static readonly string[] Overrides =
    [
        "compose.override.yml", "compose.override.yaml",
        "docker-compose.override.yml", "docker-compose.override.yaml",
    ];

    /// <returns>Null when there is no Compose file here, nor in any directory above.</returns>
    public static ProjectFiles? Find(ProjectSelection selection, Session session)
    {
        var given = selection.Files.Count > 0 ? selection.Files : FromEnvironment(session.Variable);
        if (given.Count > 0)
        {
            var first = Path.GetDirectoryName(Path.GetFullPath(given[0], session.Directory))!;
            return new ProjectFiles(Absolute(selection.Directory, session) ?? first, given);
        }

        var start = Absolute(selection.Directory, session) ?? session.Directory;
        for (var directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (First(directory, Names) is { } file)
            {
                var names = First(directory, Overrides) is { } over ? new[] { file, over } : [file];
                var shown = names.Select(name => Path.GetRelativePath(session.Directory, name));
                return new ProjectFiles(selection.Directory is null ? directory : start, [.. shown]);
            }
        }

        return null;
    }

    private static string? First(string directory, string[] names) =>
        names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    private static string? Absolute(string? directory, Session session) =>
        directory is null ? null : Path.GetFullPath(directory, session.Directory);

    private static string[] FromEnvironment(Func<string, string?> variable)
    {
        var separator = variable("COMPOSE_PATH_SEPARATOR") is { Length: > 0 } given ? given : ":";
        return variable("COMPOSE_FILE")?.Split(separator, StringSplitOptions.RemoveEmptyEntries) ?? [];
    }
}
