using Perch.Compose.Yaml;

namespace Perch.Compose.Project;

/// <summary>What Compose calls a project: as told, as the file says, or as its directory is called.</summary>
internal static class ProjectName
{
    public static string Of(ComposeSources sources, YamlMapping root)
    {
        var written = (root["name"] as YamlScalar)?.Value;
        var known = written?.Contains('$', StringComparison.Ordinal) == false ? written : null;
        return sources.ProjectName ?? known ?? FromDirectory(sources.ProjectDirectory);
    }

    /// <summary>
    /// Compose's own rule: lower case, only letters, digits, - and _, beginning with a letter or digit.
    /// </summary>
    private static string FromDirectory(string directory)
    {
        var name = Path.GetFileName(directory.TrimEnd('/')).ToLowerInvariant();
        var allowed = name.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
        var clean = string.Concat(allowed).TrimStart('-', '_');
        return clean.Length > 0 ? clean : "default";
    }
}
