using Perch.Lab;

namespace Perch.Bench;

/// <summary>Questions that stay without an answer while something happens to the name server on hosta.</summary>
internal sealed class LossBenchmark(AnycastNetwork network, IScheme scheme, Trail trail)
{
    private const int PerSecond = 500;

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(120);

    // When the event comes, with the load already steady.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    private static readonly LossEvent[] Events =
    [
        new("nothing", TimeSpan.FromSeconds(6), (_, _, _) => Task.CompletedTask),
        new("application recreated", TimeSpan.FromSeconds(14),
            (host, scheme, token) => host.Machine.DoAsync(scheme.Update, token)),
        new("application killed", TimeSpan.FromSeconds(10),
            (host, scheme, token) => host.Engine.SignalAsync(scheme.Application, "KILL", token)),
        new("application hung for 10 s", TimeSpan.FromSeconds(16), async (host, scheme, token) =>
        {
            await host.Engine.SignalAsync(scheme.Application, "STOP", token);
            await Task.Delay(TimeSpan.FromSeconds(10), token);
            await host.Engine.SignalAsync(scheme.Application, "CONT", token);
        }) { Hangs = true },
        new("application stopped for 8 s", TimeSpan.FromSeconds(16), async (host, scheme, token) =>
        {
            await host.Machine.DoAsync($"docker stop -t 2 {scheme.Application}", token);
            await Task.Delay(TimeSpan.FromSeconds(8), token);
            await host.Machine.DoAsync($"docker start {scheme.Application}", token);
        }),
    ];

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("Questions lost, 500 a second, two hosts");
        var baseline = await report.TryAsync(
            "loss with the BIRD sidecar", () => RunAsync(new BirdSidecar(), cancellationToken));
        var perch = await report.TryAsync(
            "loss with Perch", () => RunAsync(new PerchPod(), cancellationToken));
        if (baseline is null || perch is null)
        {
            return;
        }

        report.Header("what happens on the nearer host", "BIRD sidecar", "Perch");
        foreach (var (before, now) in baseline.Zip(perch))
        {
            report.Row(
                now.Event, $"{before.Load.Lost} of {before.Load.Sent}", $"{now.Load.Lost} of {now.Load.Sent}");
        }

        report.Say("\nWhere Perch's loss lies: how long after the end of the application's first socket (hung: after "
            + "the signal) each step was seen, and, when the application is back, for how long the router already sent "
            + "to the nearer host what that host still sent back.\n");
        report.Header(
            "", "without an answer", "withdrawal on the bridge", "route changed on the host", "on the router",
            "sent to and fro on return");
        foreach (var (name, load, steps) in perch.Skip(1))
        {
            report.Row(
                name, Report.Time(TimeSpan.FromSeconds((double)load.Lost / PerSecond)), After(steps.Withdrawal),
                After(steps.Host), After(steps.Router), After(steps.Loop));
        }
    }

    private static async Task<IReadOnlyList<Loss>> RunAsync(IScheme scheme, CancellationToken cancellationToken)
    {
        await using var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        await Task.WhenAll(network.Hosts.Select(host => host.Machine.DoAsync(scheme.Up, cancellationToken)));
        await using var trail = await Trail.FollowAsync(network, scheme, cancellationToken);
        return await new LossBenchmark(network, scheme, trail).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Loss>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new List<Loss>();
        foreach (var one in Events)
        {
            await SettleAsync(cancellationToken);
            var load = network.Client.LoadAsync(
                NameServer.Address, "www.example.dn42 A", PerSecond, one.Length, cancellationToken);
            await Task.Delay(Before, cancellationToken);
            var since = TimeProvider.System.GetUtcNow();
            await one.Happen(network.HostA, scheme, cancellationToken);
            var result = await load;
            results.Add(new Loss(one.Name, result, trail.Since(since, one.Hangs)));
            Console.Error.WriteLine($"  {scheme.Name}: {results[^1]}");
        }

        return results;
    }

    /// <summary>hosta, which the router prefers, answers.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken) =>
        await Until.SeenAsync(
            "answers from hosta", SettleLimit, token => NameServer.AnsweringAsync(network.Client, token),
            answer => answer == "hosta", cancellationToken);

    private static string After(TimeSpan? time) => time is { } known ? Report.Time(known) : "-";

    private sealed record LossEvent(
        string Name, TimeSpan Length, Func<Host, IScheme, CancellationToken, Task> Happen)
    {
        public bool Hangs { get; init; }
    }

    private sealed record Loss(string Event, LoadResult Load, TrailSteps Steps);
}
