using Perch.Lab;

namespace Perch.Bench;

/// <summary>From <c>perch up</c> to the route at the router, with the host configuration that Perch prints.</summary>
internal sealed class StartBenchmark(AnycastNetwork network, Chronicle host, Chronicle router)
{
    private const int Times = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>MinLSInterval (RFC 2328 B), 5 s: for so long after a change, BIRD and FRR keep the next one of the same
    /// LSA to themselves. A bridge that has been up for a while has none pending.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(6);

    /// <summary>Without the application's own wait: it is Perch's way to the route that is measured.</summary>
    private readonly PerchPod _scheme = new() { Settings = new NameServer().Settings };

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("From `perch up` to the route at the router");
        report.Say("The host's router has what `perch host-config` prints. Where an aim stands, the middle one of "
            + "three runs. PowerDNS is spared its own wait of 2 s for word of security updates.\n");
        report.Header(
            "router, bridge", "engine asked", "speaker runs", "healthy", "Full", "route on the host", "at the router",
            "aim", "`perch up` returns");
        foreach (var frr in (bool[])[false, true])
        {
            var name = frr ? "FRR" : "BIRD";
            if (await report.TryAsync($"start with {name}", () => RunAsync(frr, cancellationToken)) is { } seen)
            {
                Row($"{name}, new, images loaded too", seen.First, "-");
                Row($"{name}, new", seen.NewBridge, "≤ 6 s");
                Row($"{name}, up", seen.BridgeUp, "≤ 3 s");
                Row($"{name}, up, at once after its last pod was killed", seen.AtOnce, "-");
            }
        }

        void Row(string what, StartTime time, string aim) => report.Row(
            what, Seconds(time.Compose), Seconds(time.Speaker), Seconds(time.Healthy), Seconds(time.Full),
            Seconds(time.OnHost), Seconds(time.AtRouter), aim, Seconds(time.Returned));
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";

    private static async Task<StartTimes> RunAsync(bool frr, CancellationToken cancellationToken)
    {
        await using var network = await Networks.StartAsync(
            Networks.Suggested(frr), new PerchPod { Settings = new NameServer().Settings }, cancellationToken);
        await SuggestedRouter.ConfigureAsync(network.HostA, cancellationToken);
        await using var host = await Chronicle.OfRoutesAsync(network.HostA.Machine, cancellationToken);
        await using var router = await Chronicle.OfRoutesAsync(network.Router.Machine, cancellationToken);
        return await new StartBenchmark(network, host, router).RunAsync(cancellationToken);
    }

    /// <summary>First with no bridge there, then with the bridge, and its router, already up, then at once after
    /// the last pod went.</summary>
    private async Task<StartTimes> RunAsync(CancellationToken cancellationToken)
    {
        // The images are in the engine from here on, as they are on any host but a new one.
        var first = await UpAsync(cancellationToken);
        var fresh = await RepeatAsync("docker network prune -f", Calm, cancellationToken);

        // A container that stays keeps the bridge's port, and with it the interface, up.
        await network.HostA.Machine.DoAsync(
            "docker run -d --network dns_default lab/powerdns --launch=bind --socket-dir=/tmp", cancellationToken);
        var up = await RepeatAsync(":", Calm, cancellationToken);
        await DownAsync(":", cancellationToken);
        return new StartTimes(first, Median(fresh), Median(up), await UpAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<StartTime>> RepeatAsync(
        string after, TimeSpan calm, CancellationToken cancellationToken)
    {
        var times = new List<StartTime>();
        for (var number = 0; number < Times; number++)
        {
            await DownAsync(after, cancellationToken);
            await Task.Delay(calm, cancellationToken);
            times.Add(await UpAsync(cancellationToken));
        }

        return times;
    }

    private async Task<StartTime> UpAsync(CancellationToken cancellationToken)
    {
        var machine = network.HostA.Machine;
        var since = TimeProvider.System.GetUtcNow();
        var up = machine.DoAsync(_scheme.Up, cancellationToken);
        var onHost = await RouteAsync(host, since, cancellationToken);
        var atRouter = await RouteAsync(router, since, cancellationToken);
        await up;
        var said = TimeProvider.System.GetUtcNow();
        var events = await EngineEvents.SinceAsync(machine, since, cancellationToken);
        var log = await EngineEvents.LogAsync(machine, _scheme.Announcer, since, cancellationToken);
        TimeSpan After(DateTimeOffset moment) => moment - since;
        TimeSpan Said(string word) => After(
            log.First(line => line.Text.Contains(word, StringComparison.Ordinal)).At);
        var time = new StartTime
        {
            Compose = After(events.Select(line => line.At).Min()),
            Speaker = After(log[0].At),
            Full = Said(" is Full after "),
            Healthy = Said("info announced: "),
            OnHost = After(onHost),
            AtRouter = After(atRouter),
            Returned = After(said),
        };
        Console.Error.WriteLine($"    {time}");
        return time;
    }

    private static async Task<DateTimeOffset> RouteAsync(
        Chronicle routes, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await routes.FirstAsync("route", since, IsRoute, Limit, cancellationToken)).At;

    private static bool IsRoute(string line) => line.StartsWith(NameServer.Address, StringComparison.Ordinal);

    private async Task DownAsync(string after, CancellationToken cancellationToken)
    {
        await network.HostA.Machine.DoAsync(
            "docker ps -aq --filter label=com.docker.compose.project=dns | xargs docker rm -f "
            + $"&& docker volume prune -af && {after}",
            cancellationToken);
        await Until.SeenAsync(
            "end of the route", Limit,
            token => network.Router.Machine.DoAsync($"ip route show {NameServer.Address}", token),
            route => route.Length == 0, cancellationToken);
    }

    private static StartTime Median(IReadOnlyList<StartTime> times) =>
        times.OrderBy(time => time.AtRouter).ElementAt(times.Count / 2);
}

/// <summary>The run in the middle of each kind.</summary>
internal sealed record StartTimes(StartTime First, StartTime NewBridge, StartTime BridgeUp, StartTime AtOnce);

/// <summary>How long after <c>perch up</c> each thing had happened.</summary>
internal sealed record StartTime
{
    /// <summary>Perch has read and asked everything: the engine makes the first thing.</summary>
    public required TimeSpan Compose { get; init; }

    /// <summary>The speaker says its first word.</summary>
    public required TimeSpan Speaker { get; init; }

    /// <summary>The adjacency with the host's router is Full.</summary>
    public required TimeSpan Full { get; init; }

    /// <summary>The gate is open.</summary>
    public required TimeSpan Healthy { get; init; }

    public required TimeSpan OnHost { get; init; }

    public required TimeSpan AtRouter { get; init; }

    /// <summary><c>perch up</c> says that it is announced.</summary>
    public required TimeSpan Returned { get; init; }
}
