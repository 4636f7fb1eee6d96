using System.Text;
using Perch.Model;

namespace Perch.Cli.HostRouter;

/// <summary>The host's side in FRR's language (run against ospfd 8.4.4 and 10.3).</summary>
internal static class FrrConfig
{
    public static string Write(HostPlan plan)
    {
        var text = new StringBuilder(Head(plan));
        text.AppendJoin("", plan.Bridges.Select(Interface));
        text.AppendJoin("", plan.Uplinks.Select(name => Uplink(name, plan.Bridges[0].Area)));
        text.Append(Import(plan));
        text.Append($"\n{Firewall.Comment(plan, "!")}");
        text.Append(Firewall.Commented(
            "!",
            "To check:",
            "  vtysh -c 'show ip ospf neighbor'    every pod is there, Full/DROther",
            $"  vtysh -c 'show ip route {plan.Addresses[0].Address}'",
            "  perch status                        the same from the pods' side, with every reason"));
        return text.ToString();
    }

    private static string Head(HostPlan plan)
    {
        var nssa = plan.Bridges.Where(bridge => bridge.IsNssa).Select(bridge => bridge.Area).Distinct()
            .Select(area => $" area {area} nssa\n");
        return $"""
            ! FRR's part of the anycast services of project {plan.Project}. Written by perch {PerchVersion.Current}.
            ! Paste it into vtysh behind "configure terminal" and "write", or append it to /etc/frr/frr.conf and reload.
            ! /etc/frr/daemons must say ospfd=yes. It adds to an OSPF that is there already.
            ! No other router may have this one's name: if yours has none yet, add "ospf router-id" and an address of
            ! this host, but not docker0's, which every host has.
            router ospf
            {string.Concat(nssa)}exit

            """;
    }

    private static string Interface(HostBridge bridge)
    {
        var who = bridge.IsPointToPoint
            ? "One pod on this bridge, no more, as x-anycast says."
            : "Any number of pods; this host is the designated router.\n"
                + "! A new bridge waits dead-interval for one, and pods learn both timers from this host.";
        var type = bridge.IsPointToPoint
            ? " ip ospf network point-to-point\n"
            : " ip ospf network broadcast\n ip ospf priority 255\n";
        return $"""
            !
            ! Network {bridge.Network}, {bridge.Source}.
            ! {who}
            ! Your ospfd has "network … area" lines? It wants all of one kind: in place of "ip ospf area" write
            ! "network {bridge.Subnet} area {bridge.Area}" under router ospf.
            interface {bridge.Interface}
             ip ospf area {bridge.Area}
            {type} ip ospf hello-interval {bridge.HelloSeconds}
             ip ospf dead-interval {DeadSeconds(bridge)}
            exit

            """;
    }

    /// <summary>FRR has no wait of its own: a new bridge is without designated router for a whole dead interval. So one
    /// Hello less than BIRD's, unless x-anycast says otherwise.</summary>
    private static int DeadSeconds(HostBridge bridge) =>
        bridge.Ospf.Dead is null && !bridge.IsPointToPoint ? 3 * bridge.HelloSeconds : bridge.DeadSeconds;

    private static string Uplink(string name, string area) => $"""
        !
        ! Towards the other routers.
        interface {name}
         ip ospf area {area}
        exit

        """;

    private static string Import(HostPlan plan)
    {
        var text = new StringBuilder(
            """
            !
            ! A pod is believed about its anycast addresses and nothing else; what other routers say passes.

            """);
        text.AppendJoin("", plan.Addresses.Select((address, index) =>
            $"ip prefix-list perch-addresses seq {5 * (index + 1)} permit {address}\n"));
        var sequence = 0;
        foreach (var name in plan.Bridges.Select(bridge => bridge.Interface))
        {
            text.Append($"""
                route-map perch-import permit {sequence += 10}
                 match interface {name}
                 match ip address prefix-list perch-addresses
                exit
                route-map perch-import deny {sequence += 10}
                 match interface {name}
                exit

                """);
        }

        return text.Append($"""
            route-map perch-import permit {sequence + 10}
            exit
            ip protocol ospf route-map perch-import

            """).ToString();
    }
}
