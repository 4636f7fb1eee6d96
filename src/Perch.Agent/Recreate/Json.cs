using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>Reading what an engine of another version may not send, or may send as null.</summary>
internal static class Json
{
    public static JsonObject Object(this JsonObject parent, string name) => parent[name] as JsonObject ?? [];

    public static IEnumerable<JsonNode> Items(this JsonObject parent, string name) =>
        (parent[name] as JsonArray ?? []).OfType<JsonNode>();

    public static IEnumerable<string> Texts(this JsonObject parent, string name) =>
        parent.Items(name).Select(item => item.ToString());

    public static string Text(this JsonObject parent, string name) =>
        parent[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>A container's name without the slash that the engine puts before it.</summary>
    public static string Name(this JsonObject container) => container.Text("Name").TrimStart('/');

    public static bool Flag(this JsonObject parent, string name) =>
        parent[name]?.GetValueKind() is JsonValueKind.True;

    /// <summary>Nothing was said: null, an empty list, map or text, zero, false. Go's omitempty.</summary>
    public static bool IsNothing(JsonNode? node) => node switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonObject map => map.Count == 0,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>().Length == 0,
            JsonValueKind.Number => node.GetValue<double>() == 0,
            JsonValueKind.False => true,
            _ => false,
        },
    };

    /// <summary>The same to an engine: equal, or both nothing.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) =>
        (IsNothing(left) && IsNothing(right)) || JsonNode.DeepEquals(left, right);

    public static JsonArray Array(IEnumerable<string> texts) =>
        [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];
}
