using Perch.Compose.Yaml;

namespace Perch.Compose.Anycast;

/// <summary>Compose's "$$" for a dollar, and variables that only Compose can fill in.</summary>
internal static class Dollars
{
    /// <summary>
    /// Compose reads the rendered file again: what is inserted there must come out as it is.
    /// </summary>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>
    /// Takes one dollar of each pair away. A variable is an error: after Compose none is left.
    /// </summary>
    public static YamlNode Unescape(Place place, Findings findings)
    {
        switch (place.Node)
        {
            case YamlScalar scalar:
                var isVariable = scalar.Value.Replace("$$", "", StringComparison.Ordinal).AsSpan().Contains('$');
                if (isVariable)
                {
                    findings.Error(place, $"only Compose can fill in {scalar.Value}",
                        "install the docker compose plugin, or write the value itself ($$ for a dollar)");
                }

                var value = scalar.Value.Replace("$$", "$", StringComparison.Ordinal);
                return scalar with { Value = value, IsVariable = isVariable };
            case YamlSequence list:
                return list with { Items = [.. place.Items.Select(item => Unescape(item, findings))] };
            case YamlMapping mapping:
                var values = place.Entries.Select(entry => Unescape(entry.Value, findings));
                var entries = mapping.Entries.Zip(values, (entry, value) => entry with { Value = value });
                return mapping with { Entries = [.. entries] };
            default:
                return place.Node;
        }
    }
}
