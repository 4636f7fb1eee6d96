using System.Diagnostics;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>What every cell goes through, and where it stops when something is not as it should be.</summary>
internal sealed class Story(Wiring wiring, Cell cell)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    private readonly Router _router = Router.Of(wiring, cell);
    private readonly SpeakerPod _pod = new(wiring, cell);

    public async Task<Outcome> TellAsync(CancellationToken token)
    {
        var since = Stopwatch.GetTimestamp();
        var step = "";
        try
        {
            foreach (var (name, act) in Steps())
            {
                step = name;
                await act(token);
            }

            return new Outcome(cell, null, null, Stopwatch.GetElapsedTime(since));
        }
        catch (LabException failure)
        {
            var told = $"{failure.Message}\n-- speaker\n{_pod.Tail()}\n-- router\n{_router.Tail()}";
            return new Outcome(cell, step, told, Stopwatch.GetElapsedTime(since));
        }
    }

    private (string Name, Func<CancellationToken, Task> Act)[] Steps() =>
    [
        ("full and routed", async token =>
        {
            await _router.StartAsync(token);
            await _pod.ServeAsync(token);
            await _pod.StartAsync(token);
            await RoutedAsync(token);
        }),
        ("withdrawn", async token =>
        {
            await _pod.EndServiceAsync(token);
            await Until.SoAsync(
                "withdrawal", Limit, async t => await _router.NextHopAsync(t) is null, token);
        }),
        ("announced again", async token =>
        {
            await _pod.ServeAsync(token);
            await RoutedAsync(token);
        }),
        ("router restarted", async token =>
        {
            await _router.KillAsync(token);
            await _router.StartAsync(token);
            await RoutedAsync(token);
        }),
        ("speaker killed and restarted", async token =>
        {
            await _pod.KillAsync(token);
            await _pod.StartAsync(token);
            await RoutedAsync(token);
        }),
        ("nothing left behind", async token =>
        {
            await _pod.StopAsync(token);
            await Until.SeenAsync(
                "end of our LSAs", Limit, t => _router.LsasOfAsync(Wiring.Pod4, t), left => left.Length == 0, token);
        }),
    ];

    private async Task RoutedAsync(CancellationToken token)
    {
        await Until.SoAsync("adjacency", Limit, _pod.IsFullAsync, token);
        var hop = cell.IsV2 ? Wiring.Pod4 : wiring.PodLinkLocal;
        await Until.SeenAsync(
            "route by " + hop, Limit, _router.NextHopAsync, seen => seen == hop, token);
        await Until.SeenAsync($"cost {cell.Cost}", Limit, _router.CostAsync, seen => seen == cell.Cost, token);
    }
}

/// <summary>How a cell went: null where it stopped means that all was well.</summary>
internal sealed record Outcome(Cell Cell, string? StoppedAt, string? Why, TimeSpan Took)
{
    /// <summary>The router has no such thing.</summary>
    public string? Lacks { get; init; }

    public bool IsWell => StoppedAt is null;
}
