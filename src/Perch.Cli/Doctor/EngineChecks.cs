namespace Perch.Cli.Doctor;

/// <summary>The engine, and the Compose that speaks to it.</summary>
internal static class EngineChecks
{
    /// <summary>Every "up" of this version recreates the members of a pod (docker/compose issue 13878).</summary>
    private const string BadCompose = "5.2.0";

    public static IEnumerable<Finding> Of(Facts facts) =>
    [
        // One that is older than 20.10 was refused when it was first spoken to.
        Finding.Ok("engine-version", $"Docker Engine {facts.Version.Version} at {facts.Endpoint}"),
        Compose(facts.Compose),
        Forwarding(facts),
        .. ForwardingV6(facts),
        .. Rootless(facts),
        LiveRestore(facts),
    ];

    private static Finding Compose(string? version) => version switch
    {
        null => Finding.Fail(
            "compose-version", "Docker Compose 2 or newer is not installed",
            "Install docker-compose-plugin (Debian 13: docker-compose); 'perch up' and 'perch down' need it."),
        BadCompose => Finding.Warn(
            "compose-version", $"Docker Compose {version} recreates every pod at each 'up', also when nothing changed",
            "Upgrade it to 5.3.0 or newer."),
        _ => Finding.Ok("compose-version", $"Docker Compose {version}"),
    };

    private static Finding Forwarding(Facts facts) => facts.Engine.Forwarding
        ? Finding.Ok("ip-forward", "The host forwards IPv4")
        : Finding.Fail(
            "ip-forward", "The host does not forward IPv4: nothing from outside reaches a pod",
            "sysctl -w net.ipv4.ip_forward=1, and the same line in /etc/sysctl.d/ for the next boot.");

    private static IEnumerable<Finding> ForwardingV6(Facts facts)
    {
        if (facts is { HasV6: true, ForwardsV6: { } forwards })
        {
            yield return forwards
                ? Finding.Ok("ip6-forward", "The host forwards IPv6")
                : Finding.Fail(
                    "ip6-forward", "The host does not forward IPv6: nothing from outside reaches a pod",
                    "sysctl -w net.ipv6.conf.all.forwarding=1, and the same line in /etc/sysctl.d/ for the next boot. "
                        + "An uplink that lives on router advertisements needs net.ipv6.conf.UPLINK.accept_ra=2 then.");
        }
    }

    private static IEnumerable<Finding> Rootless(Facts facts)
    {
        if (facts.Engine.Rootless)
        {
            yield return Finding.Fail(
                "rootless", "The engine is rootless: its bridges are hidden from the host's router",
                "Run the pods on an engine that runs as root.");
        }
    }

    private static Finding LiveRestore(Facts facts) => facts.Engine.LiveRestore
        ? Finding.Warn(
            "live-restore",
            "live-restore is on: a holder that dies while dockerd is away comes back without its members",
            "A 'perch agent' on this host mends that by itself ('perch agent up'); without one 'perch status' says "
                + "\"cut off\", and 'perch up' mends it.")
        : Finding.Ok("live-restore", "live-restore is off");
}
