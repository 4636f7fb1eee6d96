using Perch.Lab;

namespace Perch.Bench;

/// <summary>Questions that stay without an answer while something happens to the name server on hosta.</summary>
internal static class LossBenchmark
{
    private const int PerSecond = 500;

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(120);

    // When the event comes, with the load already steady.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    private static readonly Event[] Events =
    [
        new("nothing", TimeSpan.FromSeconds(6), (_, _, _) => Task.CompletedTask),
        new("application recreated", TimeSpan.FromSeconds(20),
            (host, scheme, token) => host.Machine.DoAsync(scheme.Update, token)),
        new("application killed", TimeSpan.FromSeconds(12),
            (host, scheme, token) => host.Engine.SignalAsync(scheme.Application, "KILL", token)),
        new("application hung for 10 s", TimeSpan.FromSeconds(18), async (host, scheme, token) =>
        {
            await host.Engine.SignalAsync(scheme.Application, "STOP", token);
            await Task.Delay(TimeSpan.FromSeconds(10), token);
            await host.Engine.SignalAsync(scheme.Application, "CONT", token);
        }),
        new("application stopped for 8 s", TimeSpan.FromSeconds(18), async (host, scheme, token) =>
        {
            await host.Machine.DoAsync($"docker stop -t 2 {scheme.Application}", token);
            await Task.Delay(TimeSpan.FromSeconds(8), token);
            await host.Machine.DoAsync($"docker start {scheme.Application}", token);
        }),
    ];

    public static async Task<IReadOnlyList<(string Event, LoadResult Result)>> RunAsync(
        IScheme scheme, CancellationToken cancellationToken)
    {
        await using var network = await Networks.StartAsync(Networks.Classic, scheme, cancellationToken);
        await Task.WhenAll(network.Hosts.Select(host => host.Machine.DoAsync(scheme.Up, cancellationToken)));
        var results = new List<(string, LoadResult)>();
        foreach (var one in Events)
        {
            await SettleAsync(network, cancellationToken);
            var load = network.Client.LoadAsync(
                NameServer.Address, "www.example.dn42 A", PerSecond, one.Length, cancellationToken);
            await Task.Delay(Before, cancellationToken);
            await one.Happen(network.HostA, scheme, cancellationToken);
            results.Add((one.Name, await load));
            Console.Error.WriteLine($"  {scheme.Name}: {one.Name}: {results[^1].Item2}");
        }

        return results;
    }

    /// <summary>hosta, which the router prefers, answers; both have had time to settle.</summary>
    private static async Task SettleAsync(AnycastNetwork network, CancellationToken cancellationToken) =>
        await Until.SeenAsync(
            "answers from hosta", SettleLimit, token => NameServer.AnsweringAsync(network.Client, token),
            answer => answer == "hosta", cancellationToken);

    private sealed record Event(
        string Name, TimeSpan Length, Func<Host, IScheme, CancellationToken, Task> Happen);
}
