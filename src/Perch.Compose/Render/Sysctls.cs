using Perch.Compose.Yaml;

namespace Perch.Compose.Render;

/// <summary>Kernel settings, as Compose takes them: a mapping, or a list of name=value.</summary>
internal static class Sysctls
{
    /// <summary>Settings of a network namespace; all others belong to a container.</summary>
    public static bool IsNetwork(string name) => name.StartsWith("net.", StringComparison.Ordinal);

    /// <summary>
    /// Those whose name will do, in the form in which they were written; null when there are none.
    /// </summary>
    public static YamlNode? Of(YamlNode? written, Func<string, bool> wanted) => written switch
    {
        YamlMapping mapping when mapping.Entries.Any(entry => wanted(entry.Name)) =>
            mapping with { Entries = [.. mapping.Entries.Where(entry => wanted(entry.Name))] },
        YamlSequence list when list.Items.Any(item => wanted(Name(item))) =>
            list with { Items = [.. list.Items.Where(item => wanted(Name(item)))] },
        _ => null,
    };

    private static string Name(YamlNode item) => (item as YamlScalar)?.Value.Split('=')[0] ?? "";
}
