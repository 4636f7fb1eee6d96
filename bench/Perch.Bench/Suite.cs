namespace Perch.Bench;

/// <summary>Every figure, in the order of the report.</summary>
internal sealed class Suite(Report report, CancellationToken cancellationToken)
{
    /// <summary>Runs the parts that are named, or all.</summary>
    public async Task RunAsync(string[] parts)
    {
        var all = new Dictionary<string, Func<Task>>
        {
            ["loss"] = LossAsync,
            ["withdrawal"] = WithdrawalAsync,
            ["footprint"] = FootprintAsync,
            ["start"] = StartAsync,
            ["full"] = FullAsync,
        };
        foreach (var (name, part) in all.Where(part => parts.Length == 0 || parts.Contains(part.Key)))
        {
            await part();
        }
    }

    private async Task LossAsync()
    {
        var baseline = await report.TryAsync(
            "loss with the BIRD sidecar", () => LossBenchmark.RunAsync(new BirdSidecar(), cancellationToken));
        var perch = await report.TryAsync(
            "loss with Perch", () => LossBenchmark.RunAsync(new PerchPod(), cancellationToken));
        if (baseline is null || perch is null)
        {
            return;
        }

        report.Heading("Questions lost, 500 a second, two hosts");
        report.Header("what happens on the nearer host", "BIRD sidecar", "Perch");
        foreach (var ((what, before), (_, now)) in baseline.Zip(perch))
        {
            report.Row(what, $"{before.Lost} of {before.Sent}", $"{now.Lost} of {now.Sent}");
        }
    }

    private async Task WithdrawalAsync()
    {
        var times = await report.TryAsync("withdrawal", async () =>
        {
            await using var network = await Networks.StartAsync(
                Networks.Classic, new PerchPod(), cancellationToken);
            await network.HostA.Machine.DoAsync(new PerchPod().Up, cancellationToken);
            return new[]
            {
                await WithdrawalBenchmark.KilledAsync(network, cancellationToken),
                await WithdrawalBenchmark.HungAsync(network, cancellationToken),
            };
        });
        if (times is [var killed, var hung])
        {
            report.Heading("From the failure to the withdrawal on the bridge");
            report.Header("failure", "n", "least", "median", "most", "aim");
            report.Row(["process killed", .. Spread(killed), "≤ 5 ms"]);
            report.Row(["process hung", .. Spread(hung), "≤ 1500 ms"]);
        }
    }

    private async Task FootprintAsync()
    {
        report.Heading("An idle announcer");
        report.Header("", "resident", "of one core", "with 20,000 external LSAs: resident", "of one core");
        foreach (var scheme in (IScheme[])[new BirdSidecar(), new PerchPod()])
        {
            var seen = await report.TryAsync(
                $"footprint of {scheme.Name}",
                async () => new[] { await FootprintBenchmark.RunAsync(scheme, cancellationToken) });
            if (seen is [var (quiet, full)])
            {
                report.Row(scheme.Name, Kib(quiet), $"{quiet.Share:0.00 %}", Kib(full), $"{full.Share:0.00 %}");
            }
        }
    }

    private async Task StartAsync()
    {
        report.Heading("From `perch up` to the route at the router");
        report.Header("router", "new bridge", "aim", "bridge already up", "aim");
        foreach (var frr in (bool[])[false, true])
        {
            var name = frr ? "FRR" : "BIRD";
            var seen = await report.TryAsync(
                $"start with {name}", async () => new[] { await StartBenchmark.RunAsync(frr, cancellationToken) });
            if (seen is [var (fresh, up)])
            {
                report.Row(name, $"{fresh.TotalSeconds:0.0} s", "≤ 6 s", $"{up.TotalSeconds:0.0} s", "≤ 3 s");
            }
        }
    }

    private async Task FullAsync()
    {
        var seen = await report.TryAsync(
            "speaker start to Full", async () => new[] { await FullBenchmark.RunAsync(cancellationToken) });
        if (seen is [var (plain, known)])
        {
            report.Heading("From the start of a speaker to Full, the router's hello interval being 10 s");
            report.Header("", "n", "least", "median", "most", "aim");
            report.Row(["plain", .. Spread([plain]), "≤ 10 s"]);
            report.Row(["router id known", .. Spread(known), "≤ 20 ms"]);
        }
    }

    private static string[] Spread(IReadOnlyList<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
        return [$"{sorted.Count}", Ms(sorted[0]), Ms(sorted[sorted.Count / 2]), Ms(sorted[^1])];
    }

    private static string Ms(double time) => $"{time:0.0} ms";

    private static string Kib(Footprint seen) => $"{seen.ResidentKib / 1024.0:0.0} MiB";
}
