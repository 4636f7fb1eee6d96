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

        text.AppendJoin("", plan.Versions.Select(version => Filter(plan, version)));
        text.AppendJoin("", plan.Versions.Select(version => Protocol(plan, version)));
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
        # This host speaks OSPF already? Two instances know nothing of each other: then put what the area below holds
        # into the area of the protocol you have, and its import filter too.

        """;

    /// <summary>Only once per BIRD: Debian's bird.conf has these protocols, and a second one is an error.</summary>
    private static string Whole(HostPlan plan) => $$"""

        # This router's name, which no other may have: not the address of docker0, since every host has the same.
        router id from {{string.Concat(Bridges(plan).Select(name => $"-\"{name}\", "))}}"*";

        # BIRD sees interfaces come and go.
        protocol device { }

        # Routes reach the kernel; several equal ones share the load.
        {{string.Concat(plan.Versions.Select(Kernel))}}
        """;

    private static string Kernel(int version) =>
        $$"""
        protocol kernel {
          merge paths on;
          {{Channel(version)}} { import none; export all; };
        }

        """;

    private static string Channel(int version) => version == 2 ? "ipv4" : "ipv6";

    /// <summary>"perch", and for OSPFv3 "perch6".</summary>
    private static string Name(int version) => version == 2 ? "perch" : "perch6";

    private static IEnumerable<string> Bridges(HostPlan plan) =>
        plan.Bridges.Where(bridge => !bridge.IsNamedByEngine).Select(bridge => bridge.Interface).OfType<string>()
            .Concat(plan.SilentBridges)
            .Where(name => !name.StartsWith("br-", StringComparison.Ordinal)).Prepend("br-*").Prepend("docker*");

    private static string Filter(HostPlan plan, int version) =>
        $$"""

        # A pod is believed about its anycast addresses and nothing else; what other routers say passes.
        filter {{Name(version)}}_import {
          if {{string.Join(" || ", plan.BridgesOf(version).Select(bridge => IsFromPod(bridge, version)))}} then {
            if net ~ [ {{string.Join(", ", plan.AddressesOf(version))}} ] then accept;
            reject;
          }
          accept;
        }

        """;

    /// <summary>What OSPFv3 has learnt comes from a link-local address, the same on every bridge.</summary>
    private static string IsFromPod(HostBridge bridge, int version) =>
        version == 2 && bridge is { Subnet: { } subnet } ? $"gw ~ {subnet}" : $"ifname = \"{bridge.Interface}\"";

    private static string Protocol(HostPlan plan, int version)
    {
        var text = new StringBuilder(
            $$"""

            protocol ospf v{{version}} {{Name(version)}} {
              {{Channel(version)}} {
                import filter {{Name(version)}}_import;
                export none;                # pods need no routes: they announce only
              };

            """);
        var bridges = plan.BridgesOf(version);
        foreach (var area in bridges.GroupBy(bridge => bridge.Area))
        {
            text.Append($"  area {area.Key} {{\n");
            if (area.Any(bridge => bridge.IsNssa))
            {
                text.Append("    nssa;                       # the services are announced in type-7 LSAs\n");
            }

            text.AppendJoin("", area.Select(bridge => Interface(bridge, version)));
            text.AppendJoin("", area.Where(bridge => version == 2 && bridge.Subnet is not null).Select(Hidden));
            if (area.Key == bridges[0].Area)
            {
                text.AppendJoin("", plan.Uplinks.Select(Uplink));
            }

            text.Append("  };\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Interface(HostBridge bridge, int version)
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
            bridge.Ospf.TtlSecurity ? Setting("ttl security yes;", "nobody beyond the bridge is heard") : "",
        ];
        return $$"""
                # network {{bridge.Network}}, {{bridge.Source}}
                interface {{Pattern(bridge, version)}} {
            {{string.Concat(settings)}}      cost 10;
            {{BirdKeys.Write(bridge.Keys(version))}}    };

            """;
    }

    /// <summary>BIRD keeps a second change of its router-LSA to itself for MinLSInterval, 5 s (RFC 2328 B). So the
    /// first must be the one that matters: the way to the pod.</summary>
    private static string Hidden(HostBridge bridge) =>
        $$"""
            # not told before there is a pod: BIRD would keep the way to the pod to itself for 5 s after that
            stubnet {{bridge.Subnet}} { hidden; };

        """;

    private static string Setting(string setting, string why) => $"      {setting,-18}# {why}\n";

    /// <summary>A subnet outlives the network's identifier, after which the engine names the bridge. In OSPFv3 BIRD
    /// knows interfaces by name alone.</summary>
    private static string Pattern(HostBridge bridge, int version) =>
        version == 3 ? $"\"{bridge.Interface}\"{Instance(bridge)}"
        : bridge is { IsNamedByEngine: false, Interface: { } name } ? $"\"{name}\""
        : bridge.Subnet ?? $"\"{bridge.Interface}\"";

    private static string Instance(HostBridge bridge) =>
        bridge.Ospf.InstanceId > 0 ? $" instance {bridge.Ospf.InstanceId}" : "";

    private static string Uplink(string name) => $"    interface \"{name}\";         # towards the other routers\n";

    private static string Foot(HostPlan plan)
    {
        var channels = plan.Versions.Select(version =>
            $"#   protocol kernel {{ {Channel(version)} {{ export all; }}; }}");
        var kernel = plan.IsComplete ? "" : $"""

            # Routes reach the kernel through the protocol kernel of your bird.conf, as Debian's has it:
            {string.Join('\n', channels)}

            """;
        return $"{kernel}\n{Firewall.Comment(plan, "#")}"
            + Firewall.Commented(
                "#",
                [
                    "To check:",
                    .. plan.Versions.SelectMany(version => (string[])
                    [
                        $"  {$"birdc show ospf neighbors {Name(version)}",-36}every pod is there, Full/Other",
                        $"  birdc show route for {plan.AddressesOf(version)[0].Address}",
                    ]),
                    "  perch status                        the same from the pods' side, with every reason",
                ]);
    }
}
