using System.Text;
using Perch.Model;

namespace Perch.Cli.HostRouter;

/// <summary>The host's side in FRR's language (run against 8.4.4 and 10.3).</summary>
internal static class FrrConfig
{
    /// <summary>The shortest that is longer than MinLSArrival.</summary>
    private const int RetransmitSeconds = 2;

    public static string Write(HostPlan plan)
    {
        var text = new StringBuilder(Head(plan));
        text.AppendJoin("", plan.Bridges.Select(FrrKeys.Chains));
        text.AppendJoin("", plan.Bridges.Select(Interface));
        text.AppendJoin("", plan.Uplinks.Select(name => Uplink(name, plan)));
        text.AppendJoin("", plan.Versions.Select(version => FrrImport.Write(plan, version)));
        text.Append($"\n{Firewall.Comment(plan, "!")}");
        text.Append(Firewall.Commented(
            "!",
            [
                "To check:",
                .. plan.Versions.SelectMany(version => (string[])
                [
                    $"  {Neighbors(version),-36}every pod is there, Full/DROther",
                    $"  vtysh -c 'show {Ip(version)} route {plan.AddressesOf(version)[0].Address}'",
                ]),
                "  perch status                        the same from the pods' side, with every reason",
            ]));
        return text.ToString();
    }

    public static string Ip(int version) => version == 2 ? "ip" : "ipv6";

    public static string Ospf(int version) => version == 2 ? "ospf" : "ospf6";

    private static string Neighbors(int version) => $"vtysh -c 'show {Ip(version)} {Ospf(version)} neighbor'";

    private static string Head(HostPlan plan)
    {
        var first = Ospf(plan.Versions[0]);
        var daemons = string.Join(" and ", plan.Versions.Select(version => $"{Ospf(version)}d=yes"));
        return $"""
            ! FRR's part of the anycast services of project {plan.Project}. Written by perch {PerchVersion.Current}.
            ! Paste it into vtysh behind "configure terminal" and "write", or append it to /etc/frr/frr.conf and reload.
            ! /etc/frr/daemons must say {daemons}. It adds to an OSPF that is there already.
            ! No other router may have this one's name: if yours has none yet, add "{first} router-id" and an address of
            ! this host, but not docker0's, which every host has.
            {string.Join('\n', plan.Versions.Select(version => Router(plan, version)))}

            """;
    }

    private static string Router(HostPlan plan, int version)
    {
        var nssa = plan.BridgesOf(version).Where(bridge => bridge.IsNssa).Select(bridge => bridge.Area).Distinct()
            .Select(area => $" area {area} nssa\n");
        return $"router {Ospf(version)}\n{string.Concat(nssa)}exit";
    }

    private static string Interface(HostBridge bridge)
    {
        var who = bridge.IsPointToPoint
            ? "One pod on this bridge, no more, as x-anycast says."
            : "Any number of pods; this host is the designated router.\n"
                + "! A new bridge waits dead-interval for one, and pods learn both timers from this host.";
        var lines = bridge.Versions.Contains(2)
            ? $"""
                ! Your ospfd has "network … area" lines? It wants all of one kind: in place of "ip ospf area" write
                ! "network {bridge.Subnet} area {bridge.Area}" under router ospf.

                """
            : "";
        return $"""
            !
            ! Network {bridge.Network}, {bridge.Source}.
            ! {who}
            {lines}interface {bridge.Interface}
            {string.Concat(bridge.Versions.Select(version => Settings(bridge, version)))}exit

            """;
    }

    private static string Settings(HostBridge bridge, int version)
    {
        var prefix = $" {Ip(version)} {Ospf(version)} ";
        string[] settings =
        [
            $"area {bridge.Area}",
            bridge.IsPointToPoint ? "network point-to-point" : "network broadcast",
            .. bridge.IsPointToPoint ? (string[])[] : ["priority 255"],
            $"hello-interval {bridge.HelloSeconds}",
            $"dead-interval {DeadSeconds(bridge)}",
            .. version == 3 && bridge.Ospf.InstanceId > 0 ? [$"instance-id {bridge.Ospf.InstanceId}"] : (string[])[],
            // ospf6d wants the very same MTU of both sides, and does not take a 0 for "any".
            .. version == 3 && bridge.Ospf.MtuIgnore ? ["mtu-ignore"] : (string[])[],
        ];
        return string.Concat(settings.Select(setting => $"{prefix}{setting}\n"))
            + FrrKeys.OfInterface(bridge, version);
    }

    /// <summary>FRR has no wait of its own: a new bridge is without designated router for a whole dead interval. So one
    /// Hello less than BIRD's, unless x-anycast says otherwise.</summary>
    private static int DeadSeconds(HostBridge bridge) =>
        bridge.Ospf.Dead is null && !bridge.IsPointToPoint ? 3 * bridge.HelloSeconds : bridge.DeadSeconds;

    /// <summary>On a new bridge ospfd originates its router-LSA twice within milliseconds, as designated router and as
    /// somebody's neighbor; the other routers drop what comes within MinLSArrival, 1 s (RFC 2328 B), and learn of the
    /// pod when it is sent again.</summary>
    private static string Uplink(string name, HostPlan plan)
    {
        var settings = plan.Versions.Select(version =>
            $" {Ip(version)} {Ospf(version)} area {plan.BridgesOf(version)[0].Area}\n"
            + $" {Ip(version)} {Ospf(version)} retransmit-interval {RetransmitSeconds}\n");
        return $"""
            !
            ! Towards the other routers. What they missed of a new bridge is sent again after {RetransmitSeconds} s; to
            ! a neighbor that is there already only once it is met anew: "clear ip ospf interface {name}".
            interface {name}
            {string.Concat(settings)}exit

            """;
    }
}
