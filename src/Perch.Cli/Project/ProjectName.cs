namespace Perch.Cli.Project;

/// <summary>The name of the project that is meant, found without reading it: status must work with a broken
/// file.</summary>
internal static class ProjectName
{
    /// <returns>Null outside of every project: then all of them are meant.</returns>
    public static async Task<string?> FindAsync(
        Session session, ProjectSelection selection, CancellationToken cancellationToken)
    {
        if ((selection.Name ?? session.Variable("COMPOSE_PROJECT_NAME")) is { Length: > 0 } given)
        {
            return given;
        }

        if (ProjectFiles.Find(selection, session) is not { } files)
        {
            return null;
        }

        // What perch up handed to Compose knows the name best.
        var rendered = new RenderedFile("", files.Directory, []).Path;
        foreach (var path in files.Files.Reverse().Prepend(rendered))
        {
            var full = Path.GetFullPath(path, session.Directory);
            if (File.Exists(full) && await NameInAsync(full, cancellationToken) is { } name)
            {
                return name;
            }
        }

        return Normalize(Path.GetFileName(files.Directory));
    }

    private static async Task<string?> NameInAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            if (line.StartsWith("name:", StringComparison.Ordinal) && !line.Contains('$', StringComparison.Ordinal))
            {
                return line["name:".Length..].Split('#')[0].Trim().Trim('"', '\'');
            }
        }

        return null;
    }

    /// <summary>As compose-go makes a project's name of a directory's: lower case, nothing but a-z 0-9 - _.</summary>
    private static string Normalize(string directory) =>
        string.Concat(directory.ToLowerInvariant().Where(IsAllowed)).TrimStart('-', '_');

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
