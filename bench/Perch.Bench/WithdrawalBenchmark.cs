using System.Diagnostics;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>From a signal to the name server until the first packet with the withdrawal on the bridge.</summary>
internal sealed class WithdrawalBenchmark(AnycastNetwork network)
{

    // Longer than MinLSArrival (RFC 2328 appendix B): nobody may replace an LSA sooner than 1 s after its last.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly PerchPod Scheme = new() { Settings = new NameServer().Settings };

    private readonly Host _host = network.HostA;

    public static async Task ReportAsync(Report report, CancellationToken cancellationToken)
    {
        report.Heading("From the failure to the withdrawal on the bridge");
        report.Say("The clock of the first row starts before the signal is sent: the end of PowerDNS with its threads "
            + "is in it. That of the second when the kernel tells a bystander in the pod of the end of its first "
            + "socket; 0 where the speaker was quicker than the bystander.\n");
        var seen = await report.TryAsync("withdrawal", async () =>
        {
            await using var network = await Networks.StartAsync(
                Networks.Suggested(frr: false), Scheme, cancellationToken);
            await network.HostA.Machine.DoAsync(Scheme.Up, cancellationToken);
            var benchmark = new WithdrawalBenchmark(network);
            return new
            {
                // SIGKILL begins within the call, and SIGSTOP leaves a process that is there and silent.
                Killed = await benchmark.MeasureAsync("KILL", "docker start", 11, cancellationToken),
                Hung = await benchmark.MeasureAsync("STOP", "docker kill -s CONT", 5, cancellationToken),
            };
        });
        if (seen is null)
        {
            return;
        }

        report.Header("", "n", "least", "median", "most", "aim");
        Row("process killed: from the signal", seen.Killed.Select(time => time.Signal), "≤ 5 ms");
        Row("process killed: from its first socket's end", seen.Killed.Select(time => time.Socket), "≤ 5 ms");
        Row("process hung: from the signal", seen.Hung.Select(time => time.Signal), "≤ 1.5 s");

        void Row(string what, IEnumerable<TimeSpan> times, string aim) =>
            report.Row([what, .. new Spread(times).Cells, aim]);
    }

    private async Task<IReadOnlyList<(TimeSpan Signal, TimeSpan Socket)>> MeasureAsync(
        string signal, string mend, int times, CancellationToken cancellationToken)
    {
        var found = new List<(TimeSpan, TimeSpan)>();
        // Docker would wait longer and longer before it starts a container that is killed again and again.
        await _host.Machine.DoAsync($"docker update --restart=no {Scheme.Application}", cancellationToken);
        for (var number = 0; number < times; number++)
        {
            // A new speaker knows of no flapping, so that its hold-down does not stretch the measurement.
            await _host.Machine.DoAsync($"docker restart -t 2 {Scheme.Announcer}", cancellationToken);
            await Until.SoAsync(
                "announcement", Limit,
                async token => (await _host.Machine.RunAsync($"cd {NameServer.Folder} && perch status", token)).Success,
                cancellationToken);
            await Task.Delay(Quiet, cancellationToken);
            found.Add(await OnceAsync(signal, cancellationToken));
            Console.Error.WriteLine($"    {signal}: {found[^1]}");
            await _host.Machine.RunAsync($"{mend} {Scheme.Application}", cancellationToken);
        }

        return found;
    }

    private async Task<(TimeSpan Signal, TimeSpan Socket)> OnceAsync(string signal, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(
            await _host.Engine.OutsidePidAsync(Scheme.Application, cancellationToken));
        await using var sockets = await PodSockets.FollowAsync(_host, Scheme.Announcer, cancellationToken);
        await using var wire = await Wire.OpenAsync(_host.Machine, "br-dns", "ip proto 89", cancellationToken);
        var withdrawal = wire.FirstWithdrawalAsync(cancellationToken);
        var since = TimeProvider.System.GetUtcNow();
        if (signal == "KILL")
        {
            process.Kill();
        }
        else
        {
            using var kill = Process.Start("/bin/kill", ["-s", signal, $"{process.Id}"]);
            await kill.WaitForExitAsync(cancellationToken);
        }

        var at = (await withdrawal.WaitAsync(Limit, cancellationToken)).At;
        var ended = signal == "KILL"
            ? (await sockets.FirstAsync("the end of a socket", since, _ => true, Limit, cancellationToken)).At
            : since;
        return (at - since, at > ended ? at - ended : TimeSpan.Zero);
    }
}
