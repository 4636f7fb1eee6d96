using System.Globalization;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>
/// What an announcer costs: Perch's speaker and a BIRD, each in a container on the same bridge at the same time, in a
/// quiet area and in full ones.
/// </summary>
internal sealed class FootprintBenchmark(AnycastNetwork network, IReadOnlyList<Announcer> announcers)
{
    private const int Many = 100_000;
    private const int Some = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    /// <summary>The speaker gives back every 20 s what a rare moment needed.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    private readonly BirdRouter _router = (BirdRouter)network.Router;

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("What an announcer costs");
        report.Say("Each in a container on the same bridge at the same time; Perch's probes its service every 500 ms, "
            + "BIRD does not. Processor time is of one core.\n");
        var seen = await report.TryAsync("footprint", () => MeasureAsync(cancellationToken));
        if (seen is not { Quiet: var quiet, Some: var some, Many: var many })
        {
            return;
        }

        report.Header(["", "aim", .. quiet.Announcers.Select(one => one.Name)]);
        Row("resident: quiet", "≤ 8 MiB, 6 the aim", quiet, use => Mib(use.ResidentKib));
        Row("processor: quiet", "≤ 0.2 %", quiet, use => $"{use.Share:0.00 %}");
        Row($"from a start among {Some:n0} LSAs to Full at the router", "-", some, use => Report.Time(use.Following));
        Row($"resident: {Some:n0} LSAs, since that start", "within 10 %", some, use => Mib(use.ResidentKib));
        Row($"processor: {Some:n0} LSAs", "within 10 %", some, use => $"{use.Share:0.00 %}");
        Row($"processor time to follow {Many:n0} more at once", "-", many, use => Report.Time(use.Following));
        Row($"resident: {Some + Many:n0} LSAs", "within 10 %", many, use => Mib(use.ResidentKib));
        Row($"processor: {Some + Many:n0} LSAs", "within 10 %", many, use => $"{use.Share:0.00 %}");

        void Row(string what, string aim, Looked look, Func<Use, string> tell) =>
            report.Row([what, aim, .. look.Uses.Select(tell)]);
    }

    private static async Task<Footprints> MeasureAsync(CancellationToken cancellationToken)
    {
        var scheme = new PerchPod();
        await using var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        await network.HostA.Machine.DoAsync(scheme.Up, cancellationToken);
        IReadOnlyList<Announcer> announcers =
        [
            await Announcer.SpeakerAsync(network.HostA, cancellationToken),
            await Announcer.BirdAsync(network.HostA, cancellationToken),
        ];
        await DeepenStacksAsync(network, cancellationToken);
        return await new FootprintBenchmark(network, announcers).RunAsync(cancellationToken);
    }

    /// <summary>When so many LSAs come at once, BIRD 2.17.6 runs over the end of a stack of the usual 8 MiB.</summary>
    private static async Task DeepenStacksAsync(AnycastNetwork network, CancellationToken cancellationToken)
    {
        foreach (var machine in network.Hosts.Select(host => host.Machine).Append(network.Router.Machine))
        {
            await machine.DoAsync(
                "for pid in $(pidof bird); do prlimit --pid $pid --stack=unlimited; done", cancellationToken);
        }
    }

    private async Task<Footprints> RunAsync(CancellationToken cancellationToken)
    {
        await network.Router.Machine.RouteAsync(NameServer.Address, Limit, cancellationToken);
        await network.Router.Machine.RouteAsync(Announcer.BirdsAddress, Limit, cancellationToken);
        var quiet = await LookAsync(default, cancellationToken);

        await AnnounceAsync(Some, cancellationToken);
        await CalmAsync(cancellationToken);
        var starts = new List<TimeSpan>();
        foreach (var one in announcers)
        {
            starts.Add(await one.RestartAsync(cancellationToken));
        }

        await CalmAsync(cancellationToken);
        var some = await LookAsync(starts, cancellationToken);

        var before = announcers.Select(one => one.Used).ToList();
        await AnnounceAsync(Some + Many, cancellationToken);
        await CalmAsync(cancellationToken);
        var following = announcers.Zip(before, (one, used) => one.Used - used).ToList();
        return new Footprints(quiet, some, await LookAsync(following, cancellationToken));
    }

    private async Task<Looked> LookAsync(List<TimeSpan>? following, CancellationToken cancellationToken)
    {
        await Task.Delay(Settle, cancellationToken);
        var before = announcers.Select(one => one.Used).ToList();
        await Task.Delay(Idle, cancellationToken);
        var uses = announcers.Select((one, i) => new Use(
            one.ResidentKib, (one.Used - before[i]) / Idle, following?[i] ?? TimeSpan.Zero)).ToList();
        Console.Error.WriteLine($"    {string.Join("; ", uses)}");
        return new Looked(announcers, uses);
    }

    /// <summary>The router announces networks that are not the pod's business, beside those before.</summary>
    private async Task AnnounceAsync(int networks, CancellationToken cancellationToken)
    {
        var routes = Enumerable.Range(0, networks)
            .Select(number => $"route 100.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}/32 blackhole;");
        var told = _router.Configuration().Replace(
            "export none; };", "export where source = RTS_STATIC; };", StringComparison.Ordinal);
        await _router.ConfigureAsync(
            $"{told}\nprotocol static foreign {{ ipv4; {string.Join('\n', routes)} }}\n", cancellationToken);
        await Until.SeenAsync(
            $"{networks} routes on hosta", Limit,
            token => network.HostA.Machine.DoAsync("birdc show route count 2>&1", token),
            told => Math.Abs(RoutesIn(told) - networks) < Some / 2, cancellationToken);
    }

    /// <summary>"100012 of 100012 routes for 100010 networks in table master4"; a few are not foreign.</summary>
    private static int RoutesIn(string told)
    {
        var line = told.Split('\n').FirstOrDefault(line => line.EndsWith(" master4", StringComparison.Ordinal), "0");
        return int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Until neither has anything left to do: both idle for two seconds, several times in a row.</summary>
    private async Task CalmAsync(CancellationToken cancellationToken)
    {
        var look = TimeSpan.FromSeconds(2);
        var calm = 0;
        await Until.SoAsync(
            "calm", Limit,
            async token =>
            {
                var before = announcers.Select(one => one.Used).ToList();
                await Task.Delay(look, token);
                var isCalm = announcers.Zip(before).All(pair => (pair.First.Used - pair.Second) / look < 0.01);
                calm = isCalm ? calm + 1 : 0;
                return calm == 4;
            },
            cancellationToken);
    }

    private static string Mib(int kib) => $"{kib / 1024.0:0.0} MiB";
}

/// <summary>Resident memory, share of one core, and what had to be done before.</summary>
internal readonly record struct Use(int ResidentKib, double Share, TimeSpan Following);

/// <summary>Both at one time.</summary>
internal sealed record Looked(IReadOnlyList<Announcer> Announcers, IReadOnlyList<Use> Uses);

internal sealed record Footprints(Looked Quiet, Looked Some, Looked Many);
