using System.Text.RegularExpressions;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>A host whose router does what <c>perch host-config</c> says, word for word.</summary>
internal static partial class SuggestedRouter
{
    public static Task ConfigureAsync(Host host, CancellationToken cancellationToken) =>
        host.Router is BirdRouter bird
            ? ConfigureAsync(host.Machine, bird, cancellationToken)
            : ConfigureFrrAsync(host.Machine, cancellationToken);

    /// <summary>The whole bird.conf; the cable to the router keeps the lab's timers.</summary>
    private static async Task ConfigureAsync(Machine machine, BirdRouter bird, CancellationToken cancellationToken)
    {
        var printed = await machine.DoAsync(
            $"cd {NameServer.Folder} && perch host-config --bird --complete --uplink uplink", cancellationToken);
        var told = printed.Replace(
            "interface \"uplink\";", "interface \"uplink\" { type ptp; hello 1; dead 4; };", StringComparison.Ordinal);

        // Not the id of the BIRD before it, whose LSAs are still about.
        told = RouterId().Replace(told, "router id 10.99.1.22;") + "\nlog \"/var/log/bird.log\" all;\n";
        await bird.StopAsync(cancellationToken);
        await bird.StartAsync(told, cancellationToken);
    }

    private static async Task ConfigureFrrAsync(Machine machine, CancellationToken cancellationToken)
    {
        await machine.DoAsync(
            $"cd {NameServer.Folder} && perch host-config --frr --uplink uplink >/root/perch.conf "
            + "&& vtysh -f /root/perch.conf && vtysh -c 'clear ip ospf interface uplink'",
            cancellationToken);
    }

    [GeneratedRegex("router id from [^;]*;")]
    private static partial Regex RouterId();
}
