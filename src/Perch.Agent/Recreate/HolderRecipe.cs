using System.Text.Json.Nodes;
using Perch.Docker;

namespace Perch.Agent.Recreate;

/// <summary>
/// A holder that is gone, made again: the one container whose networks must be told as well. What the engine gave it
/// (addresses out of a pool, a generated MAC address) is not copied; what its user chose is.
/// </summary>
public static class HolderRecipe
{
    /// <summary>From this version on, one create takes all networks, and a MAC address belongs to each.</summary>
    private static readonly ApiVersion AllEndpoints = new(1, 44);

    /// <summary>Everything of an endpoint that a user can choose. Never IPAddress, Gateway, EndpointID.</summary>
    private static readonly string[] Chosen = ["IPAMConfig", "Links", "DriverOpts", "GwPriority"];

    private const int ShortId = 12;

    public static HolderPlan Plan(SuccessorOrder order, ApiVersion api)
    {
        var refusals = Successor.Plan(order with { Holder = null });
        if (refusals.Body is not { } body)
        {
            return new HolderPlan { Plan = refusals };
        }

        var networks = order.Container.Object("NetworkSettings").Object("Networks");
        var primary = Primary(order.Container, networks);
        var endpoints = networks.ToDictionary(
            network => network.Key, network => Endpoint(network.Value as JsonObject ?? [], order.Container));
        if (primary is not null && endpoints.TryGetValue(primary, out var first))
        {
            body.Object("HostConfig")["NetworkMode"] = primary;
            KeepMac(order.Container, body, first, api);
        }

        var atOnce = endpoints.Where(each => !(api < AllEndpoints) || each.Key == primary).ToList();
        body["NetworkingConfig"] = new JsonObject
        {
            ["EndpointsConfig"] = new JsonObject(
                atOnce.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
        };
        return new HolderPlan { Plan = refusals, Connections = endpoints.Except(atOnce).ToDictionary() };
    }

    /// <summary>The network that HostConfig names, under the name by which the endpoints are told. Never simply the
    /// first: they come in no order.</summary>
    private static string? Primary(JsonObject container, JsonObject networks)
    {
        var mode = container.Object("HostConfig").Text("NetworkMode");
        var name = mode is "default" or "" ? "bridge" : mode;
        return networks.ContainsKey(name)
            ? name
            : networks.FirstOrDefault(each => (each.Value as JsonObject)?.Text("NetworkID") == mode).Key;
    }

    private static JsonObject Endpoint(JsonObject told, JsonObject container)
    {
        var endpoint = new JsonObject();
        foreach (var name in Chosen.Where(name => !Json.IsNothing(told[name])))
        {
            endpoint[name] = told[name]!.DeepClone();
        }

        // Older versions of the API add the identifier that the container had.
        var id = container.Text("Id");
        var aliases = told.Texts("Aliases").Where(alias => alias != id[..Math.Min(ShortId, id.Length)]).ToList();
        if (aliases.Count > 0)
        {
            endpoint["Aliases"] = Json.Array(aliases);
        }

        return endpoint;
    }

    /// <summary>An endpoint's MacAddress is told whether chosen or generated; Config has the chosen alone.</summary>
    private static void KeepMac(JsonObject container, JsonObject body, JsonObject endpoint, ApiVersion api)
    {
        if (container.Object("Config").Text("MacAddress") is { Length: > 0 } chosen)
        {
            (api < AllEndpoints ? body : endpoint)["MacAddress"] = chosen;
        }
    }
}

/// <summary>How a holder is made again.</summary>
public sealed record HolderPlan
{
    public required SuccessorPlan Plan { get; init; }

    /// <summary>Networks to connect it to before it is started, and how: an older engine takes one in a
    /// create.</summary>
    public IReadOnlyDictionary<string, JsonObject> Connections { get; init; } = new Dictionary<string, JsonObject>();
}
