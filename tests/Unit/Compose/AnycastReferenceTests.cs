using System.Text.Json;
using System.Text.RegularExpressions;
using Perch.Compose.Keys;

namespace Perch.Tests.Unit.Compose;

/// <summary>Parser, schema and reference page know the same keys.</summary>
public sealed partial class AnycastReferenceTests
{
    private static readonly string Docs = Path.GetFullPath(Path.Combine(Case.Folder(), "../../../docs"));
    private static readonly string Page = Path.Combine(Docs, "x-anycast.md");
    private static readonly string Schema = Path.Combine(Docs, "x-anycast.schema.json");

    [Fact]
    public void Schema_is_what_the_table_of_keys_says() => Snap.Match(Schema, AnycastSchema.Write());

    [Fact]
    public void Tables_of_the_page_are_what_the_table_of_keys_says() =>
        Snap.Match(Page, AnycastReference.Write(File.ReadAllText(Page)));

    [Fact]
    public void Parser_schema_and_page_name_the_same_keys()
    {
        var parser = AnycastReference.Sections("x-anycast", AnycastKeys.Root)
            .SelectMany(each => each.Section.Keys.Select(key => $"{each.Path}.{key.Name}"))
            .Order(StringComparer.Ordinal)
            .ToList();
        using var schema = JsonDocument.Parse(File.ReadAllText(Schema));
        var root = schema.RootElement.GetProperty("$defs").GetProperty("x-anycast");
        Assert.Equal(parser, InSchema("x-anycast", root).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(parser, OnPage(File.ReadAllLines(Page)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_says_what_it_means_and_what_may_stand_there()
    {
        foreach (var (_, section) in AnycastReference.Sections("x-anycast", AnycastKeys.Root))
        {
            Assert.All(section.Keys, key => Assert.EndsWith(".", key.Meaning, StringComparison.Ordinal));
            Assert.All(section.Keys, key => Assert.NotEmpty(key.Values));
        }
    }

    private static IEnumerable<string> InSchema(string path, JsonElement schema)
    {
        foreach (var form in Forms(schema))
        {
            if (form.TryGetProperty("items", out var item) && item.TryGetProperty("oneOf", out var kinds))
            {
                var each = kinds.EnumerateArray().SelectMany(kind => kind.GetProperty("properties").EnumerateObject());
                foreach (var key in each.SelectMany(kind => InSchema($"{path}[].{kind.Name}", kind.Value)))
                {
                    yield return key;
                }
            }
            else if (form.TryGetProperty("properties", out var properties))
            {
                foreach (var key in properties.EnumerateObject().SelectMany(property => Under(path, property)))
                {
                    yield return key;
                }
            }
        }
    }

    /// <summary>A list of probes hangs in the page where its key's mapping does.</summary>
    private static IEnumerable<string> Under(string path, JsonProperty property)
    {
        var isList = property.Value.TryGetProperty("items", out var items);
        if (isList && items.TryGetProperty("properties", out _))
        {
            return [$"{path}.{property.Name}", .. InSchema($"{path}.{property.Name}[]", items)];
        }

        return [$"{path}.{property.Name}", .. InSchema(isList ? path : $"{path}.{property.Name}", property.Value)];
    }

    private static JsonElement[] Forms(JsonElement schema) =>
        schema.TryGetProperty("anyOf", out var forms) ? [.. forms.EnumerateArray()] : [schema];

    private static IEnumerable<string> OnPage(IEnumerable<string> lines)
    {
        var section = "";
        foreach (var line in lines)
        {
            section = line.StartsWith("### x-anycast", StringComparison.Ordinal) ? line[4..]
                : line.StartsWith("## ", StringComparison.Ordinal) ? ""
                : section;
            if (section.Length > 0 && Row().Match(line) is { Success: true } row)
            {
                yield return $"{section}.{row.Groups[1].Value}";
            }
        }
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \|")]
    private static partial Regex Row();
}
