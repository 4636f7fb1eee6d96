using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>
/// References from one container to another: IPC and PID namespaces, volumes. The engine keeps them by identifier, so
/// one to a container that was replaced since leads nowhere.
/// </summary>
internal static class SharedNamespaces
{
    public const string Container = "container:";

    private static readonly (string Key, string Words)[] Modes =
        [("IpcMode", "the IPC namespace"), ("PidMode", "the process namespace")];

    /// <summary>Every container that one refers to, by the words by which it does so: to be inspected before the
    /// plan.</summary>
    public static IReadOnlyList<string> Of(JsonObject container)
    {
        var host = container.Object("HostConfig");
        var modes = Modes.Select(mode => Target(host.Text(mode.Key))).OfType<string>();
        return [.. modes.Concat(host.Texts("VolumesFrom").Select(Source)).Distinct()];
    }

    public static bool IsShared(string mode) => mode == "host" || Target(mode) is not null;

    public static void Remap(JsonObject host, IReadOnlyDictionary<string, JsonObject> references)
    {
        foreach (var (key, _) in Modes)
        {
            if (Target(host.Text(key)) is { } target)
            {
                host[key] = Container + Now(target, references);
            }
        }

        var sources = host.Texts("VolumesFrom").ToList();
        if (sources.Count > 0)
        {
            host["VolumesFrom"] = Json.Array(sources.Select(each =>
                Now(Source(each), references) + each[Source(each).Length..]));
        }
    }

    /// <summary>The word itself where it still means that container, or its identifier now.</summary>
    private static string Now(string target, IReadOnlyDictionary<string, JsonObject> references) =>
        references.TryGetValue(target, out var now) && target != now.Name() ? now.Text("Id") : target;

    public static IEnumerable<string> Refusals(SuccessorOrder order)
    {
        var host = order.Container.Object("HostConfig");
        foreach (var (key, words) in Modes)
        {
            if (Target(host.Text(key)) is { } target && !order.References.ContainsKey(target))
            {
                yield return $"it shares {words} of container {Short(target)}, which is gone: recreate it with Compose";
            }
        }

        var sources = host.Texts("VolumesFrom").Select(Source);
        foreach (var source in sources.Where(each => !order.References.ContainsKey(each)))
        {
            yield return $"it takes volumes from container {Short(source)}, which is gone: recreate it with Compose";
        }
    }

    /// <summary>Destinations that come from another container's volumes.</summary>
    public static IReadOnlySet<string> Borrowed(SuccessorOrder order) =>
        order.Container.Object("HostConfig").Texts("VolumesFrom")
            .Select(each => order.References.GetValueOrDefault(Source(each)))
            .OfType<JsonObject>()
            .SelectMany(other => other.Items("Mounts").OfType<JsonObject>())
            .Select(mount => mount.Text("Destination"))
            .ToHashSet(StringComparer.Ordinal);

    private static string? Target(string mode) =>
        mode.StartsWith(Container, StringComparison.Ordinal) ? mode[Container.Length..] : null;

    /// <summary>"id" of "id:ro".</summary>
    private static string Source(string volumesFrom) => volumesFrom.Split(':')[0];

    private static string Short(string id) => id.Length == 64 ? id[..12] : id;
}
