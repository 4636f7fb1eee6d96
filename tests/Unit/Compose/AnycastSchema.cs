using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Perch.Compose.Keys;

namespace Perch.Tests.Unit.Compose;

/// <summary>The JSON schema of x-anycast, made from the table of its keys.</summary>
internal static class AnycastSchema
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A schema of a Compose file that says nothing but what x-anycast may be.</summary>
    public static string Write()
    {
        var file = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Compose file with x-anycast",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["services"] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject
                        {
                            ["x-anycast"] = new JsonObject { ["$ref"] = "#/$defs/x-anycast" },
                        },
                    },
                },
            },
            ["$defs"] = new JsonObject { ["x-anycast"] = Of(AnycastKeys.Root) },
        };
        return file.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Of(Key key)
    {
        var schema = Shape(key);
        schema.Insert(0, "description", Description(key));
        if (key.Default is { } text && Literal(key, text) is { } value)
        {
            schema["default"] = value;
        }

        return schema;
    }

    private static string Description(Key key) => string.IsNullOrEmpty(key.Default)
        ? $"{key.Meaning} Value: {key.Values}."
        : $"{key.Meaning} Value: {key.Values}. Default: {key.Default}.";

    private static JsonNode? Literal(Key key, string text) => key switch
    {
        NumberKey when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        FlagKey => text == "true",
        DurationKey when char.IsAsciiDigit(text[0]) => text,
        IChoice choice when choice.Words.Contains(text) => text,
        _ => null,
    };

    private static JsonObject Shape(Key key) => key switch
    {
        DurationKey => new JsonObject { ["type"] = "string", ["pattern"] = "^([0-9.]+(us|ms|s|m|h))+$" },
        NumberKey number => new JsonObject { ["type"] = "integer", ["minimum"] = number.Min, ["maximum"] = number.Max },
        FlagKey => new JsonObject { ["type"] = "boolean" },
        IChoice choice => new JsonObject { ["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode)word)]) },
        TimeKey => new JsonObject { ["type"] = "string", ["pattern"] = TimeKey.Pattern },
        TextKey text => Text(text),
        ListKey list => List(Of(list.Item)),
        SectionsKey sections => List(Section(sections.Item)),
        ProbesKey probes => List(new JsonObject
        {
            ["oneOf"] = new JsonArray([.. probes.Kinds.Select(kind => Mapping([kind], [kind.Name]))]),
        }),
        SectionKey { Short: { } alone } section =>
            new JsonObject { ["anyOf"] = new JsonArray(Section(section), Shape(alone)) },
        SectionKey section => Section(section),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject Text(TextKey text)
    {
        var schema = new JsonObject
        {
            ["type"] = text.MayBeNumber ? new JsonArray("string", "integer") : "string",
        };
        if (text.Pattern is { } pattern)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }

    private static JsonObject List(JsonObject item) =>
        new() { ["type"] = "array", ["minItems"] = 1, ["items"] = item };

    private static JsonObject Section(SectionKey section) =>
        Mapping(section.Keys, section.Keys.Where(key => key.Required).Select(key => key.Name));

    private static JsonObject Mapping(IEnumerable<Key> keys, IEnumerable<string> required)
    {
        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Of(key)))),
            ["additionalProperties"] = false,
        };
        if (required.Select(name => (JsonNode)name).ToArray() is { Length: > 0 } names)
        {
            mapping["required"] = new JsonArray(names);
        }

        return mapping;
    }
}
