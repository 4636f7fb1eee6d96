using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>
/// Anonymous volumes stay with their data. Nothing in HostConfig names them, so a copy of it would get new and empty
/// ones; each is named in the successor's, as if its user had.
/// </summary>
internal static class Volumes
{
    public static void Keep(JsonObject host, SuccessorOrder order)
    {
        var bound = host.Texts("Binds").Select(Destination).ToHashSet(StringComparer.Ordinal);
        var mounts = host.Items("Mounts").OfType<JsonObject>().ToDictionary(mount => mount.Text("Target"));
        var borrowed = SharedNamespaces.Borrowed(order);
        var added = new List<string>();
        foreach (var volume in order.Container.Items("Mounts").OfType<JsonObject>().Where(IsVolume))
        {
            var destination = volume.Text("Destination");
            if (mounts.TryGetValue(destination, out var mount))
            {
                NameSource(mount, volume);
            }
            else if (!bound.Contains(destination) && !borrowed.Contains(destination))
            {
                added.Add($"{volume.Text("Name")}:{destination}{(volume.Flag("RW") ? "" : ":ro")}");
            }
        }

        if (added.Count > 0)
        {
            host["Binds"] = Json.Array(host.Texts("Binds").Concat(added.Order(StringComparer.Ordinal)));
        }
    }

    /// <summary>A volume that Compose asks for without a name is such a mount.</summary>
    private static void NameSource(JsonObject mount, JsonObject volume)
    {
        if (mount.Text("Type") == "volume" && mount.Text("Source").Length == 0)
        {
            mount["Source"] = volume.Text("Name");
        }
    }

    private static bool IsVolume(JsonObject mount) => mount.Text("Type") == "volume";

    /// <summary>"/data" of "name:/data:ro".</summary>
    private static string Destination(string bind) => bind.Split(':') is [_, var destination, ..] ? destination : bind;
}
