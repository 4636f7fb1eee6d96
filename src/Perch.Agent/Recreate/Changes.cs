using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>What is different about a successor, for people: all of it comes from the image.</summary>
public static class Changes
{
    private static readonly string[] Compared =
        ["User", "WorkingDir", "StopSignal", "Shell", "Entrypoint", "Cmd", "Healthcheck"];

    public static IReadOnlyList<string> Of(SuccessorOrder order, JsonObject body)
    {
        var asked = body.DeepClone().AsObject();
        asked.Remove("HostConfig");
        var before = order.Container.Object("Config");
        var after = Expectation.Of(asked, order.NewImage.Object("Config"));
        var lines = Compared.Where(name => !Json.Same(before[name], after[name]))
            .Select(name => $"{name}: {Write(before[name])} becomes {Write(after[name])}");
        return
        [
            .. lines,
            .. Entries("Env", before.Texts("Env"), after.Texts("Env")),
            .. Entries("Label", Labels(before), Labels(after)),
        ];
    }

    private static IEnumerable<string> Entries(string name, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (old, now) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        return old.Except(now).Select(entry => $"{name}: - {entry}")
            .Concat(now.Except(old).Select(entry => $"{name}: + {entry}"));
    }

    /// <summary>Without those by which Compose and Perch find their way.</summary>
    private static IEnumerable<string> Labels(JsonObject config) => config.Object("Labels")
        .Where(label => !ImageDefaults.IsOwn(label.Key)).Select(label => $"{label.Key}={label.Value}");

    private static string Write(JsonNode? node) => Json.IsNothing(node) ? "nothing" : node!.ToJsonString();
}
