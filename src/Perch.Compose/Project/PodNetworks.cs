using System.Net;
using System.Net.Sockets;
using Perch.Model.Config;

namespace Perch.Compose.Project;

/// <summary>The networks of an anycast service, by the names that the engine gives them.</summary>
internal static class PodNetworks
{
    private const string BridgeName = "com.docker.network.bridge.name";

    public static IReadOnlyList<PodNetwork> Of(ComposeModel model, Service service, OspfConfig ospf, string project) =>
    [
        .. service.Networks.Select(network => Of(model, network.Name, project) with
        {
            SpeaksOspf = ospf.Subnets.Count == 0 || ospf.Subnets.Any(Chosen(model, network).Contains),
        }),
    ];

    private static PodNetwork Of(ComposeModel model, string key, string project)
    {
        var resource = model.Resource("networks", key);
        var external = resource?["external"]?.Text == "true";
        return new PodNetwork
        {
            Name = resource?["name"]?.Text ?? (external ? key : $"{project}_{key}"),
            Subnet = First(model.Subnets(key, AddressFamily.InterNetwork)),
            SubnetV6 = First(model.Subnets(key, AddressFamily.InterNetworkV6)),
            Bridge = resource?["driver_opts"]?[BridgeName]?.Text,
            SpeaksOspf = true,
        };
    }

    private static string? First(IEnumerable<IPNetwork> subnets) =>
        subnets.Select(subnet => subnet.ToString()).FirstOrDefault();

    /// <summary>The forms in which ospf.networks may have been handed to the speaker.</summary>
    private static IEnumerable<string> Chosen(ComposeModel model, (string Name, Place Options) network)
    {
        var subnets = model.OspfSubnets(network.Name);
        return network.Options["ipv4_address"]?.Text is { } address ? subnets.Append(address + "/32") : subnets;
    }
}
