using System.Diagnostics;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>From a signal to the name server until the first packet with the withdrawal on the bridge.</summary>
internal static class WithdrawalBenchmark
{
    private const int Times = 11;

    // Longer than MinLSArrival (RFC 2328 appendix B): nobody may replace an LSA sooner than 1 s after its last.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>SIGKILL, sent by the kernel within the call: the process begins to die.</summary>
    public static Task<IReadOnlyList<TimeSpan>> KilledAsync(
        AnycastNetwork network, CancellationToken cancellationToken) =>
        MeasureAsync(
            network, process => process.Kill(), "docker start", cancellationToken);

    /// <summary>SIGSTOP: the process is there, and silent.</summary>
    public static Task<IReadOnlyList<TimeSpan>> HungAsync(
        AnycastNetwork network, CancellationToken cancellationToken) =>
        MeasureAsync(
            network, process => Process.Start("/bin/kill", ["-STOP", $"{process.Id}"]).WaitForExit(),
            "docker kill -s CONT", cancellationToken);

    private static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(
        AnycastNetwork network, Action<Process> hit, string mend,
        CancellationToken cancellationToken)
    {
        var (host, scheme) = (network.HostA, new PerchPod());
        var times = new List<TimeSpan>();
        // Docker would wait longer and longer before it starts a container that is killed again and again.
        await host.Machine.DoAsync($"docker update --restart=no {scheme.Application}", cancellationToken);
        for (var number = 0; number < Times; number++)
        {
            // A new speaker knows of no flapping, so that its hold-down does not stretch the measurement.
            await host.Machine.DoAsync($"docker restart -t 2 {scheme.Announcer}", cancellationToken);
            await Until.SoAsync(
                "announcement", Limit,
                async token => (await host.Machine.RunAsync($"cd {NameServer.Folder} && perch status", token)).Success,
                cancellationToken);
            await Task.Delay(Quiet, cancellationToken);
            using var process = Process.GetProcessById(
                await host.Engine.OutsidePidAsync(scheme.Application, cancellationToken));
            await using var wire = await Wire.OpenAsync(host.Machine, "br-dns", "ip proto 89", cancellationToken);
            var withdrawal = FirstAsync(wire, cancellationToken);
            var since = TimeProvider.System.GetUtcNow();
            hit(process);
            times.Add(await withdrawal.WaitAsync(Limit, cancellationToken) - since);
            Console.Error.WriteLine($"    {times[^1].TotalMilliseconds:0.0} ms");
            await host.Machine.RunAsync($"{mend} {scheme.Application}", cancellationToken);
        }

        return times;
    }

    private static async Task<DateTimeOffset> FirstAsync(Wire wire, CancellationToken cancellationToken)
    {
        await foreach (var packet in wire.PacketsAsync(cancellationToken))
        {
            if (packet.IsOspfWithdrawal)
            {
                return packet.At;
            }
        }

        throw new LabException("the wire went silent");
    }
}
