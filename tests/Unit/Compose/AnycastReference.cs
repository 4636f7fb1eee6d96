using System.Text;
using Perch.Compose.Keys;

namespace Perch.Tests.Unit.Compose;

/// <summary>
/// The reference of x-anycast: the prose of the page, with the tables made from the table of its keys.
/// </summary>
internal static class AnycastReference
{
    private const string Begin = "<!-- The tables below are written by PERCH_UPDATE=1 ./test unit -->\n";
    private const string End = "<!-- The tables end here -->\n";

    /// <summary>The page with its tables renewed.</summary>
    public static string Write(string page)
    {
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        return page[..from] + Tables() + page[to..];
    }

    /// <summary>Every section with its way from x-anycast: "x-anycast.health", "x-anycast.health[].dns".</summary>
    public static IEnumerable<(string Path, SectionKey Section)> Sections(string path, SectionKey section)
    {
        yield return (path, section);
        var below = section.Keys.SelectMany(key => key switch
        {
            SectionKey child => Sections($"{path}.{child.Name}", child),
            SectionsKey sections => Sections($"{path}.{sections.Name}[]", sections.Item),
            ProbesKey probes => probes.Kinds.SelectMany(kind => Sections($"{path}[].{kind.Name}", kind)),
            _ => [],
        });
        foreach (var each in below)
        {
            yield return each;
        }
    }

    private static string Tables()
    {
        var tables = new StringBuilder();
        foreach (var (path, section) in Sections(AnycastKeys.Root.Name, AnycastKeys.Root))
        {
            tables.Append($"\n### {path}\n{section.Meaning}\n");
            tables.Append(section.Short is { } alone ? $"Short form: `{section.Name}: {alone.Sample}`.\n" : "");
            tables.Append("\n| key | value | default | |\n|---|---|---|---|\n");
            foreach (var key in section.Keys)
            {
                tables.Append($"| `{key.Name}` | {key.Values} | {Default(key)} | {key.Meaning} |\n");
            }
        }

        return tables.Append('\n').ToString();
    }

    private static string Default(Key key) =>
        key.Required ? "**required**" : key.Source is { } source ? $"{key.Default} ({source})" : key.Default!;
}
