using Perch.Cli.Project;
using Perch.Compose;
using Perch.Docker;
using Perch.Model;

namespace Perch.Cli.HostRouter;

/// <summary>What the host's router must know of a project's pods.</summary>
internal sealed record HostPlan
{
    public required string Project { get; init; }

    public required IReadOnlyList<AnycastPrefix> Addresses { get; init; }

    public required IReadOnlyList<HostBridge> Bridges { get; init; }

    /// <summary>Names of bridges of the project on which nobody speaks OSPF. Other hosts may have the same network,
    /// address and all.</summary>
    public IReadOnlyList<string> SilentBridges { get; init; } = [];

    /// <summary>The versions of OSPF that the host must speak.</summary>
    public IReadOnlyList<int> Versions => [.. Bridges.SelectMany(bridge => bridge.Versions).Distinct().Order()];

    public IReadOnlyList<AnycastPrefix> AddressesOf(int version) =>
        [.. Addresses.Where(address => address.Address.IsV4 == (version == 2))];

    public IReadOnlyList<HostBridge> BridgesOf(int version) =>
        [.. Bridges.Where(bridge => bridge.Versions.Contains(version))];

    /// <summary>Interfaces towards the other routers, which take part in the same OSPF.</summary>
    public IReadOnlyList<string> Uplinks { get; init; } = [];

    /// <summary>Whether the host runs no such router yet, so that the file must be whole.</summary>
    public bool IsComplete { get; init; }

    /// <param name="networks">Those of the engine; none when it cannot be asked.</param>
    public static HostPlan Of(AnycastProject project, IReadOnlyList<Network> networks) => new()
    {
        Project = project.Name,
        Addresses = [.. project.Pods.SelectMany(pod => pod.Addresses).Distinct().Order(ByValue)],
        Bridges =
        [
            .. from pod in project.Pods
               from network in pod.Networks
               where network.SpeaksOspf
               group (pod, network) by network.Name into found
               select Bridge(found.First().pod, found.First().network, networks) with
               {
                   Versions = Speaking([.. found.Select(each => each.pod)]),
               },
        ],
        SilentBridges = [.. Silent(project, networks).Distinct()],
    };

    private static IEnumerable<string> Silent(AnycastProject project, IReadOnlyList<Network> networks) =>
        from network in project.Pods.SelectMany(pod => pod.Networks)
        where !network.SpeaksOspf
        let bridge = networks.Where(each => each.Name == network.Name).Select(each => each.Bridge).FirstOrDefault()
            ?? network.Bridge
        where bridge is not null
        select bridge;

    private static readonly Comparer<AnycastPrefix> ByValue =
        Comparer<AnycastPrefix>.Create((left, right) => left.Address.CompareTo(right.Address));

    private static int[] Speaking(IReadOnlyList<Pod> pods) =>
    [
        .. pods.SelectMany(pod => pod.Addresses).Select(address => address.Address.IsV4 ? 2 : 3).Distinct().Order(),
    ];

    private static HostBridge Bridge(Pod pod, PodNetwork network, IReadOnlyList<Network> networks)
    {
        var ospf = pod.Speaker.Ospf;
        foreach (var there in networks.Where(each => each.Name == network.Name))
        {
            return new HostBridge
            {
                Network = network.Name,
                Interface = there.Bridge,
                IsNamedByEngine = there.Bridge is not null && there.Bridge != network.Bridge,
                Subnet = there.Subnets.FirstOrDefault(subnet => !subnet.Contains(':', StringComparison.Ordinal)),
                Source = "as the engine has it",
                Ospf = ospf,
            };
        }

        return new HostBridge
        {
            Network = network.Name,
            Interface = network.Bridge,
            Subnet = network.Subnet,
            Source = "as the Compose file has it: it does not exist yet",
            Ospf = ospf,
        };
    }
}
