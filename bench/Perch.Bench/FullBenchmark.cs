using System.Text.Json;
using Perch.Lab;
using Perch.Model;

namespace Perch.Bench;

/// <summary>From the start of a speaker to its adjacency, as the speaker itself tells it.</summary>
internal static class FullBenchmark
{
    private const int Times = 5;

    // Longer than the dead interval of the bench: the router has forgotten the speaker before.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(42);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Plain, and with the router's id remembered from the run before.</summary>
    public static async Task<(TimeSpan Plain, IReadOnlyList<TimeSpan> Known)> RunAsync(
        CancellationToken cancellationToken)
    {
        var scheme = new PerchPod();
        await using var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        var machine = network.HostA.Machine;
        await machine.DoAsync(scheme.Up, cancellationToken);
        await machine.DoAsync(
            $"docker rm -f {scheme.Announcer} && docker volume rm dns_powerdns-speaker-state", cancellationToken);
        await Task.Delay(Forgotten, cancellationToken);
        await machine.DoAsync(scheme.Up, cancellationToken);
        var plain = await ToFullAsync(machine, scheme, cancellationToken);
        var known = new List<TimeSpan>();
        for (var number = 0; number < Times; number++)
        {
            await machine.DoAsync($"docker restart {scheme.Announcer}", cancellationToken);
            known.Add(await ToFullAsync(machine, scheme, cancellationToken));
        }

        return (plain, known);
    }

    private static async Task<TimeSpan> ToFullAsync(
        Machine machine, PerchPod scheme, CancellationToken cancellationToken)
    {
        var ask = $"docker exec {scheme.Announcer} /perch-speaker status --json";
        var seen = await Until.SeenAsync(
            "the speaker Full", Limit, token => machine.RunAsync(ask, token),
            answer => answer.Output.Contains("\"Full\"", StringComparison.Ordinal), cancellationToken);
        var status = JsonSerializer.Deserialize(seen.Value.Output, ModelJson.Default.SpeakerStatus)!;
        return status.Uptime - status.Ospf[0].Neighbors[0].For;
    }
}
