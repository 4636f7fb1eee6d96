using System.Globalization;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>What an idle announcer costs: resident memory and processor time, in a quiet area and a full one.</summary>
internal static class FootprintBenchmark
{
    private const int Foreign = 20_000;

    // USER_HZ, the unit of the times in /proc/PID/stat on every Linux of today (proc(5)).
    private const double TicksPerSecond = 100;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task<(Footprint Quiet, Footprint Full)> RunAsync(
        IScheme scheme, CancellationToken cancellationToken)
    {
        await using var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        await network.HostA.Machine.DoAsync(scheme.Up, cancellationToken);
        await network.Router.Machine.RouteAsync(NameServer.Address, Limit, cancellationToken);
        var quiet = await LookAsync(network.HostA, scheme, cancellationToken);

        await FloodAsync(network, cancellationToken);
        await network.HostA.Machine.DoAsync($"docker restart -t 2 {scheme.Announcer}", cancellationToken);
        await Until.SeenAsync(
            "adjacency in the full area", Limit, network.HostA.Router.NeighborsAsync,
            neighbors => neighbors.Split('\n').Any(line => line.Contains("br-dns", StringComparison.Ordinal)
                && line.Contains("Full", StringComparison.Ordinal)),
            cancellationToken);
        await network.Router.Machine.RouteAsync(NameServer.Address, Limit, cancellationToken);
        return (quiet, await LookAsync(network.HostA, scheme, cancellationToken));
    }

    /// <summary>The router announces 20,000 networks that are not the pod's business.</summary>
    private static async Task FloodAsync(AnycastNetwork network, CancellationToken cancellationToken)
    {
        var routes = Enumerable.Range(0, Foreign)
            .Select(number => $"route 100.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}/32 blackhole;");
        await network.Router.Machine.WriteAsync(
            "/etc/bird/foreign.conf", $"protocol static foreign {{ ipv4; {string.Join('\n', routes)} }}\n",
            cancellationToken);
        await network.Router.Machine.DoAsync(
            "echo 'include \"/etc/bird/foreign.conf\";' >>/etc/bird/bird.conf && "
            + "sed -i 's/export none; };$/export where source = RTS_STATIC; };/' /etc/bird/bird.conf "
            + "&& birdc configure",
            cancellationToken);
        await Until.SoAsync(
            "20,000 routes on hosta", Limit,
            async token => int.Parse(
                await network.HostA.Machine.DoAsync("ip route | grep -c ^100. || true", token),
                CultureInfo.InvariantCulture) == Foreign,
            cancellationToken);
    }

    private static async Task<Footprint> LookAsync(Host host, IScheme scheme, CancellationToken cancellationToken)
    {
        var pid = await host.Engine.OutsidePidAsync(scheme.Announcer, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(15), cancellationToken);
        var before = Ticks(pid);
        await Task.Delay(Idle, cancellationToken);
        var share = (Ticks(pid) - before) / TicksPerSecond / Idle.TotalSeconds;
        return new Footprint(ResidentKib(pid), share);
    }

    private static long Ticks(int pid)
    {
        // The name in the second field is in parentheses and may hold spaces; utime and stime are fields 14 and 15.
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[11..13].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture));
    }

    private static int ResidentKib(int pid) =>
        int.Parse(
            File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}

/// <summary>Resident memory, and the share of one core.</summary>
internal readonly record struct Footprint(int ResidentKib, double Share);
