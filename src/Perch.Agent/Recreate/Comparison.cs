using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>
/// The successor as the engine has it, created and not yet started, against what it was to be. An engine drops what it
/// does not know without a word; here it is said, while the predecessor still runs.
/// </summary>
public static class Comparison
{
    /// <summary>Config that is not compared: the engine's own, or another's inside a shared namespace.</summary>
    private static readonly string[] Beside = ["Hostname", "Domainname", "OnBuild", "ArgsEscaped", "MacAddress"];

    /// <returns>Every difference, in a sentence; empty when the successor may be started.</returns>
    public static IReadOnlyList<string> Differences(SuccessorOrder order, JsonObject body, JsonObject successor) =>
    [
        .. OfConfig(order, body, successor.Object("Config")),
        .. OfHostConfig(order, body.Object("HostConfig"), successor.Object("HostConfig")),
        .. OfVolumes(order.Container, successor),
    ];

    private static IEnumerable<string> OfConfig(SuccessorOrder order, JsonObject body, JsonObject actual)
    {
        var asked = body.DeepClone().AsObject();
        asked.Remove("HostConfig");
        asked.Remove("NetworkingConfig");
        var expected = Expectation.Of(asked, order.NewImage.Object("Config"));
        var found = actual.DeepClone().AsObject();
        found["Env"] = Json.Array(actual.Texts("Env").Order(StringComparer.Ordinal));
        foreach (var name in expected.Select(field => field.Key).Union(found.Select(field => field.Key)).Except(Beside))
        {
            if (!Same(expected[name], found[name]))
            {
                yield return Sentence(name, expected[name], found[name]);
            }
        }
    }

    private static IEnumerable<string> OfHostConfig(SuccessorOrder order, JsonObject asked, JsonObject actual)
    {
        var old = order.Container.Object("HostConfig");
        foreach (var name in asked.Select(field => field.Key).Union(actual.Select(field => field.Key)))
        {
            var isSame = name == "NetworkMode"
                ? IsBound(order, asked, actual.Text(name))
                : Same(asked[name], actual[name]) || (IsEngines(name, asked) && Same(old[name], actual[name]));
            if (!isSame)
            {
                yield return Sentence("HostConfig." + name, asked[name], actual[name]);
            }
        }
    }

    /// <summary>What the engine writes in by itself, it writes in again: all that was not asked for, and SELinux's
    /// labels among what was.</summary>
    private static bool IsEngines(string name, JsonObject asked) => !asked.ContainsKey(name) || name == "SecurityOpt";

    /// <summary>By name or by identifier, as the engine likes it.</summary>
    private static bool IsBound(SuccessorOrder order, JsonObject asked, string actual) =>
        actual == asked.Text("NetworkMode")
        || (order.Holder is { } holder && actual == SharedNamespaces.Container + holder.Text("Id"));

    /// <summary>The data is where it was: whatever else a difference costs, this one would cost the most.</summary>
    private static IEnumerable<string> OfVolumes(JsonObject old, JsonObject successor)
    {
        var there = successor.Items("Mounts").OfType<JsonObject>().ToDictionary(mount => mount.Text("Destination"));
        foreach (var mount in old.Items("Mounts").OfType<JsonObject>().Where(each => each.Text("Type") != "tmpfs"))
        {
            var (destination, source) = (mount.Text("Destination"), SourceOf(mount));
            var found = there.GetValueOrDefault(destination);
            if (found is null || SourceOf(found) != source || found.Flag("RW") != mount.Flag("RW"))
            {
                yield return $"{destination}: {(found is null ? "nothing" : Describe(found))} is mounted there, "
                    + $"{Describe(mount)} was expected";
            }
        }
    }

    private static string SourceOf(JsonObject mount) =>
        mount.Text("Name") is { Length: > 0 } name ? name : mount.Text("Source");

    private static string Describe(JsonObject mount) =>
        $"{mount.Text("Type")} {SourceOf(mount)} ({(mount.Flag("RW") ? "read-write" : "read-only")})";

    private static string Sentence(string name, JsonNode? expected, JsonNode? actual) =>
        $"{name}: it has {Write(actual)}, {Write(expected)} was expected";

    /// <summary>Numbers, texts and lists as they are; in a map and in a list of maps, what is nothing may be
    /// absent.</summary>
    private static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject one, JsonObject other) => one.Select(field => field.Key).Union(other.Select(field => field.Key))
            .All(name => one[name] is JsonObject && other[name] is JsonObject
                ? Same(one[name], other[name])
                : Json.Same(one[name], other[name])),
        (JsonArray one, JsonArray other) => one.Count == other.Count
            && one.Zip(other).All(pair => Same(pair.First, pair.Second)),
        _ => Json.Same(left, right),
    };

    private static string Write(JsonNode? node) => Json.IsNothing(node) ? "nothing" : node!.ToJsonString();
}
