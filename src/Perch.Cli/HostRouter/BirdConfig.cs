using System.Text;
using Perch.Model;

namespace Perch.Cli.HostRouter;

/// <summary>The host's side in BIRD 2's language (run against 2.0.12 and 2.17.6).</summary>
internal static class BirdConfig
{
    public static string Write(HostPlan plan)
    {
        var text = new StringBuilder();
        text.Append(Head(plan));
        if (plan.IsComplete)
        {
            text.Append(Whole(plan));
        }

        text.Append(Filter(plan));
        text.Append(Protocol(plan));
        text.Append(Foot(plan));
        return text.ToString();
    }

    private static string Head(HostPlan plan) => plan.IsComplete
        ? $"""
        # BIRD for a host of Perch: everything there is in its bird.conf. Written by perch {PerchVersion.Current}
        # for project {plan.Project}. Save it as /etc/bird/bird.conf, then: systemctl restart bird

        """
        : $"""
        # BIRD's part of the anycast services of project {plan.Project}. Written by perch {PerchVersion.Current}.
        # Save it as /etc/bird/perch.conf, add the line   include "/etc/bird/perch.conf";   to bird.conf,
        # then: birdc configure
        # bird.conf must set a "router id": without one, BIRD may take docker0's address, which every host has.
        # This host speaks OSPF already? Two instances know nothing of each other: then put the interface block below
        # into the area of the protocol you have, and its import filter too.

        """;

    /// <summary>Only once per BIRD: Debian's bird.conf has these protocols, and a second one is an error.</summary>
    private static string Whole(HostPlan plan) => $$"""

        # This router's name, which no other may have: not the address of docker0, since every host has the same.
        router id from {{string.Concat(Bridges(plan).Select(name => $"-\"{name}\", "))}}"*";

        # BIRD sees interfaces come and go.
        protocol device { }

        # Routes reach the kernel; several equal ones share the load.
        protocol kernel {
          merge paths on;
          ipv4 { import none; export all; };
        }

        """;

    private static IEnumerable<string> Bridges(HostPlan plan) =>
        plan.Bridges.Where(bridge => !bridge.IsNamedByEngine).Select(bridge => bridge.Interface).OfType<string>()
            .Where(name => !name.StartsWith("br-", StringComparison.Ordinal)).Prepend("br-*").Prepend("docker*");

    private static string Filter(HostPlan plan) =>
        $$"""

        # A pod is believed about its anycast addresses and nothing else; what other routers say passes.
        filter perch_import {
          if {{string.Join(" || ", plan.Bridges.Select(IsFromPod))}} then {
            if net ~ [ {{string.Join(", ", plan.Addresses)}} ] then accept;
            reject;
          }
          accept;
        }

        """;

    private static string IsFromPod(HostBridge bridge) =>
        bridge is { Subnet: { } subnet } ? $"gw ~ {subnet}" : $"ifname = \"{bridge.Interface}\"";

    private static string Protocol(HostPlan plan)
    {
        var text = new StringBuilder(
            """

            protocol ospf v2 perch {
              ipv4 {
                import filter perch_import;
                export none;                # pods need no routes: they announce only
              };

            """);
        foreach (var area in plan.Bridges.GroupBy(bridge => bridge.Area))
        {
            text.Append($"  area {area.Key} {{\n");
            if (area.Any(bridge => bridge.IsNssa))
            {
                text.Append("    nssa;                       # the services are announced in type-7 LSAs\n");
            }

            text.AppendJoin("", area.Select(Interface));
            if (area.Key == plan.Bridges[0].Area)
            {
                text.AppendJoin("", plan.Uplinks.Select(Uplink));
            }

            text.Append("  };\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Interface(HostBridge bridge)
    {
        var (hello, dead) = (bridge.HelloSeconds, bridge.DeadSeconds);
        string[] settings =
        [
            .. bridge.IsPointToPoint
                ? [Setting("type ptp;", "as x-anycast says: one pod on this bridge, no more")]
                : (string[])
                [
                    Setting("type broadcast;", "any number of pods; the designated router is this host"),
                    Setting("wait 2;", $"s; else a new bridge has no designated router for {dead} s"),
                ],
            Setting($"hello {hello};", "s; pods learn both from this host's Hellos"),
            Setting($"dead {dead};", "s; so long is a pod believed that dies without a word"),
        ];
        return $$"""
                # network {{bridge.Network}}, {{bridge.Source}}
                interface {{Pattern(bridge)}} {
            {{string.Concat(settings)}}      cost 10;
                };

            """;
    }

    private static string Setting(string setting, string why) => $"      {setting,-18}# {why}\n";

    /// <summary>A subnet outlives the network's identifier, after which the engine names the bridge.</summary>
    private static string Pattern(HostBridge bridge) =>
        bridge is { IsNamedByEngine: false, Interface: { } name } ? $"\"{name}\""
        : bridge.Subnet ?? $"\"{bridge.Interface}\"";

    private static string Uplink(string name) => $"    interface \"{name}\";         # towards the other routers\n";

    private static string Foot(HostPlan plan)
    {
        var kernel = plan.IsComplete ? "" : """

            # Routes reach the kernel through the protocol kernel of your bird.conf, as Debian's has it:
            #   protocol kernel { ipv4 { export all; }; }

            """;
        return $"{kernel}\n{Firewall.Comment(plan, "#")}"
            + Firewall.Commented(
                "#",
                "To check:",
                "  birdc show ospf neighbors perch     every pod is there, Full/Other",
                $"  birdc show route for {plan.Addresses[0].Address}",
                "  perch status                        the same from the pods' side, with every reason");
    }
}
