using Perch.Lab;

namespace Perch.Bench;

/// <summary>Questions that stay without an answer while the name server, or its speaker, is updated.</summary>
internal sealed class UpdateBenchmark(Report report, CancellationToken cancellationToken)
{
    private const int Slow = 500;
    private const int Fast = 2000;
    private const int Many = 10;

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(120);

    /// <summary>When the update comes, with the load already steady; and how long the load goes on after it: longer
    /// than routers need to take every route back.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(3);

    /// <summary>For the ten updates; a load is ended as soon as its update is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const string Overlapping = "{addresses: [172.22.76.109], health: [{dns: {name: example.dn42, type: SOA}}], "
        + "update: {overlap: true}}";

    private readonly List<TimeSpan> _took = [];
    private int _release;

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("Questions lost in an update on the nearer host");
        report.Say("The load begins 3 s before the update and goes on for 3 s after it. \"Took\" is what the operator "
            + "waits for, the longest where there are several, with a soak of 1 s.\n");
        report.Header("update", "routers", "hosts", "a second", "lost", "took", "aim");
        var benchmark = new UpdateBenchmark(report, cancellationToken);
        await benchmark.MeasureAsync("baseline", benchmark.BaselineAsync);
        await benchmark.MeasureAsync("bird", () => benchmark.PerchAsync(frr: false));
        await benchmark.MeasureAsync("ten", benchmark.ManyAsync);
        await benchmark.MeasureAsync("frr", () => benchmark.PerchAsync(frr: true));
        await benchmark.MeasureAsync("overlap", () => benchmark.OverlapAsync("PowerDNS Recursor", "pdns-recursor"));
        await benchmark.MeasureAsync("unbound", () => benchmark.OverlapAsync("Unbound", "unbound"));
    }

    private async Task MeasureAsync(string what, Func<Task> measure)
    {
        if (report.Wants(what))
        {
            await report.TryAsync(what, async () =>
            {
                await measure();
                return what;
            });
        }
    }

    private async Task BaselineAsync()
    {
        var scheme = new BirdSidecar();
        await using var network = await StartAsync(Networks.Classic, scheme);
        foreach (var perSecond in (int[])[Slow, Fast])
        {
            await CountAsync(
                new UpdateRow("BIRD sidecar, `compose up --force-recreate`", "BIRD", 2, perSecond), network,
                host => TimedAsync(host, scheme.Update));
        }
    }

    private async Task PerchAsync(bool frr)
    {
        await using var network = await StartAsync(Networks.Classic with { Frr = frr }, new PerchPod());
        var routers = frr ? "FRR" : "BIRD";
        foreach (var perSecond in (int[])[Slow, Fast])
        {
            await CountAsync(new UpdateRow("`perch update`", routers, 2, perSecond), network, UpdateAsync);
            await CountAsync(
                new UpdateRow("`perch update --speaker`", routers, 2, perSecond), network, UpdateSpeakerAsync);
        }
    }

    private async Task ManyAsync()
    {
        await using var network = await StartAsync(Networks.Classic, new PerchPod());
        await CountAsync(new UpdateRow("ten times `perch update`", "BIRD", 2, Slow), network, async host =>
        {
            for (var number = 0; number < Many; number++)
            {
                await UpdateAsync(host);
            }
        });
    }

    private async Task OverlapAsync(string name, string image)
    {
        var scheme = new PerchPod { Anycast = Overlapping, Image = image };
        await using var network = await StartAsync(Networks.Classic, scheme);
        foreach (var hosts in (int[])[2, 1])
        {
            if (hosts == 1)
            {
                await network.HostB.Machine.DoAsync($"cd {NameServer.Folder} && perch down", cancellationToken);
            }

            foreach (var perSecond in (int[])[Slow, Fast])
            {
                await CountAsync(
                    new UpdateRow($"`perch update`, `overlap: true`, {name}", "BIRD", hosts, perSecond), network,
                    host => UpdateAsync(host, image));
            }
        }
    }

    private async Task<AnycastNetwork> StartAsync(NetworkOptions options, IScheme scheme)
    {
        var network = await Networks.StartAsync(options, scheme, cancellationToken);
        await Task.WhenAll(network.Hosts.Select(host => host.Machine.DoAsync(scheme.Up, cancellationToken)));
        await Task.WhenAll(network.Hosts.Select(host => ArrivedAsync(host, scheme)));
        return network;
    }

    /// <summary>Two hosts that start together come to their last metric while the routers still move.</summary>
    private async Task ArrivedAsync(Host host, IScheme scheme)
    {
        if (scheme is PerchPod)
        {
            await Until.SoAsync(
                $"{scheme.Announcer} of {host.Machine.Name} announces with its own metric", SettleLimit,
                async token => (await host.Machine.RunAsync(
                    $"docker logs {scheme.Announcer} | grep -q 'announced with metric 10$'", token)).Success,
                cancellationToken);
        }
    }

    private async Task CountAsync(UpdateRow row, AnycastNetwork network, Func<Host, Task> update)
    {
        await Until.SeenAsync(
            "answers from hosta", SettleLimit, token => NameServer.AnsweringAsync(network.Client, token),
            answer => answer == "hosta", cancellationToken);
        await using var load = await network.Client.StartLoadAsync(
            NameServer.Address, "www.example.dn42 A", row.PerSecond, Longest, cancellationToken);
        await Task.Delay(Steady, cancellationToken);
        _took.Clear();
        await update(network.HostA);
        await Task.Delay(Steady, cancellationToken);
        var result = await load.EndAsync(cancellationToken);
        report.Row(
            row.What, row.Routers, $"{row.Hosts}", $"{row.PerSecond}", $"{result.Lost} of {result.Sent}",
            Report.Time(_took.Max()), row.What.Contains("perch", StringComparison.Ordinal) ? "0" : "–");
        Console.Error.WriteLine($"  {row}: {result} in {_took.Max().TotalSeconds:0.0} s");
        if (result.Lost > 0 && row.What.Contains("perch", StringComparison.Ordinal))
        {
            await ExplainAsync(network.HostA);
        }
    }

    /// <summary>What the speaker said meanwhile, and how busy the machine was: a name server that gets no processor
    /// loses questions too.</summary>
    private async Task ExplainAsync(Host host) => Console.Error.WriteLine(await host.Machine.DoAsync(
        "docker logs -t --since 30s dns-powerdns-speaker-1 2>&1; cat /proc/loadavg", cancellationToken));

    private Task UpdateAsync(Host host) => UpdateAsync(host, "powerdns");

    private async Task UpdateAsync(Host host, string image)
    {
        await host.Engine.ImportAsync(image, cancellationToken, [$"LABEL release={++_release}"]);
        await TimedAsync(host, "perch update powerdns --soak 1s");
    }

    /// <summary>The same speaker in another image.</summary>
    private async Task UpdateSpeakerAsync(Host host)
    {
        await host.Machine.DoAsync(
            "image=$(docker inspect --format '{{.Config.Image}}' dns-powerdns-speaker-1) "
            + "&& docker create --name copy $image && docker commit "
            + $"--change 'LABEL release={++_release}' copy perch/speaker:bench{_release} && docker rm copy",
            cancellationToken);
        await TimedAsync(host, $"perch update powerdns --speaker --soak 1s --image perch/speaker:bench{_release}");
    }

    private async Task TimedAsync(Host host, string line)
    {
        var since = TimeProvider.System.GetTimestamp();
        var done = await host.Machine.RunAsync($"cd {NameServer.Folder} && {line}", cancellationToken);
        _took.Add(TimeProvider.System.GetElapsedTime(since));
        if (!done.Success)
        {
            throw new LabException($"{line}: {(done.Output + done.Error).ReplaceLineEndings(" / ")}");
        }
    }
}

/// <summary>One row of the table.</summary>
internal sealed record UpdateRow(string What, string Routers, int Hosts, int PerSecond);
