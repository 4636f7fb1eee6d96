using System.Text.Json;
using Perch.Lab;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Bench;

/// <summary>
/// From the start of a speaker to Full and to the route in the router's kernel, in both versions of OSPF, on a link
/// whose router was elected long ago and keeps the usual timers.
/// </summary>
internal sealed class FullBenchmark(RouterProgram program, Machine host, Machine pod, Chronicle routes)
{
    private const int Times = 5;

    private const string Address = "172.30.9.54";
    private const string RouterId = "192.0.2.1";
    private const string Anycast4 = "10.200.0.53";
    private const string Anycast6 = "fd42:200::53";

    /// <summary>The hello interval of RFC 2328 C.3, and the election behind a whole dead interval.</summary>
    private static readonly TimeSpan Hello = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(70);

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("From the start of a speaker to Full and to the route in the router's kernel");
        report.Say("The router was elected before; hello 10 s, dead 40 s. The clock starts before the speaker.\n");
        report.Header(
            "router", "", "n", "Full: median", "most", "aim", "route: median", "most", "aim");
        var all = await Task.WhenAll(RouterProgram.All.Select(program => report.TryAsync(
            $"speaker start beside {program.Name}", () => RunAsync(program, cancellationToken))));
        foreach (var (name, version, plain, known) in all.OfType<IReadOnlyList<FullTimes>>().SelectMany(times => times))
        {
            report.Row([$"{name}, OSPFv{version}", "nothing known", .. Cells(plain, "≤ 10 s", "≤ 12 s")]);
            report.Row([$"{name}, OSPFv{version}", "router id known", .. Cells(known, "≤ 20 ms", "-")]);
        }
    }

    private static string[] Cells(IReadOnlyList<(TimeSpan Full, TimeSpan Route)> times, string full, string route)
    {
        var (toFull, toRoute) = (new Spread(times.Select(time => time.Full)), new Spread(times.Select(t => t.Route)));
        return
        [
            $"{times.Count}", Report.Time(toFull.Median), Report.Time(toFull.Most), full,
            Report.Time(toRoute.Median), Report.Time(toRoute.Most), route,
        ];
    }

    private static async Task<IReadOnlyList<FullTimes>> RunAsync(
        RouterProgram program, CancellationToken cancellationToken)
    {
        using var lab = LabFolder.Create();
        await using var host = await Machine.StartAsync(
            lab, "host", new MachineOptions { Debian = program.Debian }, cancellationToken);
        await using var pod = await Machine.StartAsync(
            lab, "pod", new MachineOptions { Folders = [Host.Artifacts] }, cancellationToken);
        await Machine.CableAsync(
            new CableEnd(host, "br0", "172.30.9.1/24"), new CableEnd(pod, "eth0", $"{Address}/24"), cancellationToken);
        var options = new RouterOptions
        {
            RouterId = RouterId,
            Interfaces = [new OspfInterface("br0") { HelloSeconds = 10, DeadSeconds = 40 }],
        };
        IRouter router = program.IsBird ? new BirdRouter(host, options) : new FrrRouter(host, options);
        await router.StartAsync(cancellationToken);
        await using var routes = await Chronicle.OfRoutesAsync(host, cancellationToken);
        return await new FullBenchmark(program, host, pod, routes).RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<FullTimes>> RunAsync(CancellationToken cancellationToken)
    {
        await pod.DoAsync("busybox true && mkdir -p /run/perch", cancellationToken);
        await pod.StartDaemonAsync("busybox httpd -f -p 8080 -h /root", "/dev/null", cancellationToken);

        // The first start waits for the election too, and is not counted.
        _ = await StartAsync(known: false, cancellationToken);
        var (plain, known) = (new List<SpeakerStart>(), new List<SpeakerStart>());
        for (var number = 0; number < Times; number++)
        {
            // Once in each fifth of the router's interval.
            await Task.Delay(Hello * number / Times, cancellationToken);
            plain.Add(await StartAsync(known: false, cancellationToken));
            known.Add(await StartAsync(known: true, cancellationToken));
        }

        return
        [
            new(program.Name, 2, [.. plain.Select(start => start.V2)], [.. known.Select(start => start.V2)]),
            new(program.Name, 3, [.. plain.Select(start => start.V3)], [.. known.Select(start => start.V3)]),
        ];
    }

    /// <summary>A speaker that remembers nothing; it leaves as it is told to before the next one comes.</summary>
    private async Task<SpeakerStart> StartAsync(bool known, CancellationToken cancellationToken)
    {
        await pod.DoAsync("rm -rf /var/lib/perch && mkdir -p /var/lib/perch", cancellationToken);
        await using var speaker = Chronicle.Follow(
            pod, $"echo start; exec env '{PodNames.ConfigVariable}={Config(known)}' {Speaker} run");
        var since = (await speaker.FirstAsync("start", default, line => line == "start", Limit, cancellationToken)).At;
        async Task<(TimeSpan, TimeSpan)> TimesAsync(string neighbor, string anycast)
        {
            var full = await speaker.FirstAsync(
                $"Full with {neighbor}", since,
                line => line.Contains(" is Full after ", StringComparison.Ordinal)
                    && line.Contains(neighbor, StringComparison.Ordinal),
                Limit, cancellationToken);
            var route = await routes.FirstAsync(
                $"route to {anycast} on {host.Name}", since,
                line => line.StartsWith(anycast, StringComparison.Ordinal), Limit, cancellationToken);
            return (full.At - since, route.At - since);
        }

        var times = new SpeakerStart(
            await TimesAsync(" 172.30.9.1 ", Anycast4), await TimesAsync(" fe80:", Anycast6));
        Console.Error.WriteLine($"    {program.Name} {(known ? "known" : "plain")}: {times}");
        await pod.DoAsync("pkill -TERM -x perch-speaker; while pgrep -x perch-speaker; do sleep 0.05; done",
            cancellationToken);
        await Until.SoAsync(
            "end of the routes", Limit,
            async token => (await host.DoAsync(
                $"ip route show {Anycast4}; ip -6 route show {Anycast6}", token)).Length == 0,
            cancellationToken);
        return times;
    }

    private static string Speaker { get; } = Path.Combine(Host.Artifacts, "perch-speaker");

    private static string Config(bool known) => JsonSerializer.Serialize(
        new SpeakerConfig
        {
            Pod = "bench",
            Addresses = [Anycast4, Anycast6],
            Ospf = new OspfConfig { HostRouterId = known ? RouterId : null },
            Health = new HealthConfig { Probes = [new TcpProbeConfig { Port = 8080 }] },
        },
        ModelJson.Default.SpeakerConfig);
}

/// <summary>One start: Full and route, in each version.</summary>
internal sealed record SpeakerStart((TimeSpan Full, TimeSpan Route) V2, (TimeSpan Full, TimeSpan Route) V3);

/// <summary>All starts beside one router, in one version.</summary>
internal sealed record FullTimes(
    string Router, int Version,
    IReadOnlyList<(TimeSpan Full, TimeSpan Route)> Plain, IReadOnlyList<(TimeSpan Full, TimeSpan Route)> Known);

/// <summary>A routing daemon as a Debian packages it.</summary>
internal sealed record RouterProgram(string Name, string Debian, bool IsBird)
{
    public static readonly IReadOnlyList<RouterProgram> All =
    [
        new("BIRD 2.0.12", "bookworm", IsBird: true),
        new("BIRD 2.17.6", "trixie", IsBird: true),
        new("FRR 8.4.4", "bookworm", IsBird: false),
        new("FRR 10.3", "trixie", IsBird: false),
    ];
}
