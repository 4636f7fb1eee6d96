using System.Diagnostics;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>Withdrawals of five services on one bridge: of one while the others are quiet, and of all at once, again
/// and again.</summary>
internal sealed class FlapBenchmark(AnycastNetwork network)
{
    private const int Services = 5;

    /// <summary>The hold-down doubles from 1 s with each.</summary>
    private const int Rounds = 5;

    private const string Folder = "/srv/flap";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Longer than MinLSArrival (RFC 2328 appendix B).
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly Machine _machine = network.HostA.Machine;

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("Five services on one bridge, killed at once");
        report.Say("From the signal to a service's withdrawal on the bridge. The services are Busybox web servers, "
            + "which the kernel ends quickly.\n");
        var seen = await report.TryAsync("five services", async () =>
        {
            var bridges = new OspfInterface("br-flap") { HelloSeconds = 1, DeadSeconds = 4 };
            await using var network = await Networks.StartAsync(
                new NetworkOptions { Bridges = bridges }, new PerchPod(), cancellationToken);
            return await new FlapBenchmark(network).RunAsync(cancellationToken);
        });
        if (seen is null)
        {
            return;
        }

        report.Header("", "n", "least", "median", "most");
        report.Row(["one, the others quiet", .. new Spread(seen.Alone).Cells]);
        report.Row(["the first of five", .. new Spread(seen.Together.Select(round => round.Min())).Cells]);
        report.Row(["each of five", .. new Spread(seen.Together.SelectMany(round => round)).Cells]);
        report.Row(["the last of five", .. new Spread(seen.Together.Select(round => round.Max())).Cells]);
    }

    private async Task<FlapTimes> RunAsync(CancellationToken cancellationToken)
    {
        await _machine.WriteAsync($"{Folder}/compose.yaml", Compose(), cancellationToken);
        await network.HostA.Engine.ImportAsync("busybox", cancellationToken);
        await _machine.DoAsync($"cd {Folder} && perch up", cancellationToken);
        var (alone, together) = (new List<TimeSpan>(), new List<IReadOnlyList<TimeSpan>>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.AddRange(await KillAsync([round % Services + 1], cancellationToken));
        }

        for (var round = 0; round < Rounds; round++)
        {
            together.Add(await KillAsync([.. Enumerable.Range(1, Services)], cancellationToken));
        }

        return new FlapTimes(alone, together);
    }

    private async Task<IReadOnlyList<TimeSpan>> KillAsync(
        IReadOnlyList<int> services, CancellationToken cancellationToken)
    {
        await Until.SoAsync(
            "announcements", Limit,
            async token => (await _machine.RunAsync($"cd {Folder} && perch status", token)).Success, cancellationToken);
        await Task.Delay(Quiet, cancellationToken);
        var processes = new List<Process>();
        foreach (var number in services)
        {
            processes.Add(Process.GetProcessById(
                await network.HostA.Engine.OutsidePidAsync($"flap-web{number}-1", cancellationToken)));
        }

        await using var wire = await Wire.OpenAsync(_machine, "br-flap", "ip proto 89", cancellationToken);
        var withdrawals = WithdrawalsAsync(wire, services.Count, cancellationToken);
        var since = TimeProvider.System.GetUtcNow();
        foreach (var process in processes)
        {
            process.Kill();
        }

        var times = (await withdrawals.WaitAsync(Limit, cancellationToken)).Select(at => at - since).ToList();
        processes.ForEach(process => process.Dispose());
        Console.Error.WriteLine($"    {string.Join(", ", times.Select(Report.Time))}");
        return times;
    }

    /// <summary>The first withdrawal of each speaker.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> WithdrawalsAsync(
        Wire wire, int speakers, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DateTimeOffset>();
        await foreach (var packet in wire.PacketsAsync(cancellationToken))
        {
            if (packet.IsOspfWithdrawal && packet.Source.StartsWith("172.18.9.5", StringComparison.Ordinal))
            {
                found.TryAdd(packet.Source, packet.At);
            }

            if (found.Count == speakers)
            {
                break;
            }
        }

        return [.. found.Values];
    }

    private static string Compose() =>
        $$"""
        name: flap
        services:
        {{string.Concat(Enumerable.Range(1, Services).Select(Service))}}
        networks:
          default:
            driver_opts: {com.docker.network.bridge.name: br-flap}
            ipam: {config: [{subnet: 172.18.9.0/24}]}
        """;

    private static string Service(int number) =>
        $"""
          web{number}:
            image: lab/busybox
            command: [httpd, -f, -p, '8080', -h, /]
            restart: always
            networks: {"{"}default: {"{"}ipv4_address: 172.18.9.5{number}{"}"}{"}"}
            x-anycast:
              addresses: [172.22.76.10{number}]
              health: [{"{"}tcp: {"{"}port: 8080{"}"}{"}"}]

        """;

    private sealed record FlapTimes(
        IReadOnlyList<TimeSpan> Alone, IReadOnlyList<IReadOnlyList<TimeSpan>> Together);
}
