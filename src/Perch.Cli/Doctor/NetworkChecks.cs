using System.Net;
using Perch.Docker;

namespace Perch.Cli.Doctor;

/// <summary>What stands between the outside and a pod: the firewall, and subnets in each other's way.</summary>
internal static class NetworkChecks
{
    public static IEnumerable<Finding> Of(Facts facts) =>
    [
        .. Firewall(facts, [.. facts.Addresses.Where(address => !Facts.IsV6(address))], facts.FirewallRules),
        .. Firewall(facts, [.. facts.Addresses.Where(Facts.IsV6)], facts.FirewallRulesV6),
        .. LinkLocal(facts),
        .. Overlaps(facts),
        .. InSubnet(facts),
        .. Internal(facts),
    ];

    private static IEnumerable<Finding> Firewall(
        Facts facts, IReadOnlyList<string> addresses, IReadOnlyList<string>? found)
    {
        if (addresses.Count == 0)
        {
            yield break;
        }

        if (found is not { } rules)
        {
            var why = facts.IsThisMachine
                ? $"'{HostRouter.Firewall.Program(addresses[0])} -S DOCKER-USER' does not work here: run doctor as root"
                : $"the engine at {facts.Endpoint} is on another machine: run doctor there";
            yield return Finding.Warn("firewall", $"The firewall could not be looked at: {why}",
                "It must hold: " + string.Join("; ", addresses.Select(Rule)));
            yield break;
        }

        foreach (var address in addresses)
        {
            yield return rules.Count == 0
                ? Finding.Ok("firewall", $"The engine filters no IPv6, and the firewall lets {address} pass")
                : rules.Any(rule => LetsPass(rule, address))
                ? Finding.Ok("firewall", $"The firewall lets {address} pass")
                : Finding.Fail("firewall", $"Docker's firewall drops what comes from outside for {address}",
                    $"{Rule(address)}   (and again after each reboot)");
        }
    }

    private static string Rule(string address) => HostRouter.Firewall.Rule(address.Split('/')[0]);

    /// <summary>Takes a rule for the address, for a network around it, or for everything; no other condition.</summary>
    private static bool LetsPass(string rule, string address) => rule.Split(' ') switch
    {
        ["-A", "DOCKER-USER", "-j", "ACCEPT"] => true,
        ["-A", "DOCKER-USER", "-d", var to, "-j", "ACCEPT"] =>
            IPNetwork.TryParse(to, out var network) && network.Contains(IPAddress.Parse(address.Split('/')[0])),
        _ => false,
    };

    /// <summary>OSPFv3 speaks from link-local addresses, on the host too.</summary>
    private static IEnumerable<Finding> LinkLocal(Facts facts)
    {
        var ids = facts.Pods.Where(pod => pod.Speaker?.Ospf.Any(ospf => ospf.Version == 3) == true)
            .SelectMany(pod => pod.Pod.Holder?.NetworkIds ?? []).ToHashSet();
        return from there in facts.LinkLocal is { } found ? [found] : (IReadOnlySet<string>[])[]
               from network in facts.Networks
               where ids.Contains(network.Id)
               let bridge = network.Bridge
               where bridge is not null
               select there.Contains(bridge)
                   ? Finding.Ok("link-local", $"{bridge} has a link-local IPv6 address, as OSPFv3 needs")
                   : Finding.Fail(
                       "link-local", $"{bridge} has no link-local IPv6 address, so no router speaks OSPFv3 there",
                       $"sysctl -w net.ipv6.conf.{bridge}.disable_ipv6=0");
    }

    /// <summary>Docker keeps its own subnets apart, but not those that were given by hand to other drivers.</summary>
    private static IEnumerable<Finding> Overlaps(Facts facts)
    {
        var subnets = Subnets(facts.Networks).ToList();
        var pairs = from left in subnets
                    from right in subnets
                    where string.CompareOrdinal(left.Name, right.Name) < 0
                    where left.Subnet.Contains(right.Subnet.BaseAddress)
                        || right.Subnet.Contains(left.Subnet.BaseAddress)
                    select Finding.Warn(
                        "overlap", $"{left.Name} ({left.Subnet}) and {right.Name} ({right.Subnet}) overlap",
                        "Give one of them another subnet: what is sent to a pod may go to the other network.");
        return pairs;
    }

    private static IEnumerable<Finding> InSubnet(Facts facts) =>
        from address in facts.Addresses
        from network in Subnets(facts.Networks)
        where network.Subnet.Contains(IPAddress.Parse(address.Split('/')[0]))
        select Finding.Warn(
            "address-in-subnet", $"{address} lies in {network.Subnet} of network {network.Name}",
            "The host looks for it on that bridge even while it is withdrawn: take it out of the subnet.");

    /// <summary>An internal network has no way in or out, whatever is announced.</summary>
    private static IEnumerable<Finding> Internal(Facts facts)
    {
        var ids = facts.Pods.SelectMany(pod => pod.Pod.Holder?.NetworkIds ?? []).ToHashSet();
        return facts.Networks.Where(network => ids.Contains(network.Id) && network.IsInternal)
            .Select(network => Finding.Warn(
                "internal", $"Network {network.Name} is internal: Docker lets nothing from outside into it",
                "A pod needs at least one network that is not; remove 'internal: true' from one."));
    }

    private static IEnumerable<(string Name, IPNetwork Subnet)> Subnets(IReadOnlyList<Network> networks) =>
        from network in networks
        from text in network.Subnets
        where IPNetwork.TryParse(text, out _)
        select (network.Name, IPNetwork.Parse(text));
}
