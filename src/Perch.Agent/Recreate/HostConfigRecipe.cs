using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>HostConfig of a successor: as it was, without what the engine wrote into it by itself.</summary>
internal static class HostConfigRecipe
{
    /// <summary>What the engine refuses, or ignores, in a container that joins another's namespace.</summary>
    private static readonly string[] OfTheNamespace =
        ["PortBindings", "PublishAllPorts", "Dns", "DnsOptions", "DnsSearch", "ExtraHosts", "Links"];

    /// <summary>Materialised defaults: a copy would be refused by a control group of version 2 or by podman, or would
    /// freeze the list of an older engine. Only an empty list of paths is somebody's choice (systempaths=unconfined).
    /// </summary>
    private static readonly IReadOnlyDictionary<string, Predicate<JsonNode?>> Materialised =
        new Dictionary<string, Predicate<JsonNode?>>
        {
            ["MaskedPaths"] = value => value is not JsonArray { Count: 0 },
            ["ReadonlyPaths"] = value => value is not JsonArray { Count: 0 },
            ["OomKillDisable"] = Json.IsNothing,
            ["KernelMemory"] = Json.IsNothing,
            ["KernelMemoryTCP"] = Json.IsNothing,
            ["ConsoleSize"] = _ => true,
            ["ContainerIDFile"] = _ => true,
            ["Isolation"] = value => value?.ToString() is null or "" or "default",
            ["MemorySwappiness"] = value => value?.ToString() is null or "-1",
            ["PidsLimit"] = value => value is null || value.GetValue<long>() <= 0,
        };

    public static JsonObject Of(SuccessorOrder order)
    {
        var host = order.Container.Object("HostConfig").DeepClone().AsObject();
        if (order.Holder is { } holder)
        {
            Array.ForEach(OfTheNamespace, name => host.Remove(name));

            // By name: an engine that cannot find it at this moment keeps the name, any other writes the identifier.
            host["NetworkMode"] = SharedNamespaces.Container + holder.Name();
        }

        foreach (var (name, isDefault) in Materialised)
        {
            if (host.ContainsKey(name) && isDefault(host[name]))
            {
                host.Remove(name);
            }
        }

        if (host.Text("Runtime") == order.DefaultRuntime)
        {
            host.Remove("Runtime");
        }

        DropAppendedLabels(host);
        NameDevicePermissions(host);
        SharedNamespaces.Remap(host, order.References);
        Volumes.Keep(host, order);
        return host;
    }

    /// <summary>The engine switches SELinux's labels off for a container that shares processes or memory with others,
    /// and writes that among what the user chose.</summary>
    private static void DropAppendedLabels(JsonObject host)
    {
        var shares = SharedNamespaces.IsShared(host.Text("IpcMode")) || SharedNamespaces.IsShared(host.Text("PidMode"));
        var options = host.Texts("SecurityOpt").ToList();
        if ((shares || host.Flag("Privileged"))
            && options.RemoveAll(option => option.StartsWith("label=", StringComparison.Ordinal)) > 0)
        {
            host["SecurityOpt"] = Json.Array(options);
        }
    }

    /// <summary>podman tells none, and takes none.</summary>
    private static void NameDevicePermissions(JsonObject host)
    {
        foreach (var device in host.Items("Devices").OfType<JsonObject>())
        {
            if (device.Text("CgroupPermissions").Length == 0)
            {
                device["CgroupPermissions"] = "rwm";
            }
        }
    }
}
