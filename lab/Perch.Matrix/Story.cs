using System.Diagnostics;
using Perch.Lab;
using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>What every cell goes through, and where it stops when something is not as it should be.</summary>
internal sealed class Story(Wiring wiring, Cell cell)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Router _router = Router.Of(
        cell.Router, wiring.Host, Wiring.RouterId, cell.IsV2, Ports(cell));

    /// <summary>The one whose routes count.</summary>
    private readonly Router _seer = wiring.Backbone is not { } backbone
        ? Router.Of(cell.Router, wiring.Host, Wiring.RouterId, cell.IsV2, Ports(cell))
        : Router.Of(cell.Router, backbone, "192.0.2.2", cell.IsV2, ToBackbone);

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
            var told = $"{failure.Message}\n-- speaker\n{_pod.Tail()}\n-- router\n{_router.Tail()}"
                + (wiring.Backbone is null ? "" : $"\n-- backbone\n{_seer.Tail()}");
            return new Outcome(cell, step, told, Stopwatch.GetElapsedTime(since));
        }
    }

    private (string Name, Func<CancellationToken, Task> Act)[] Steps() =>
    [
        ("full and routed", async token =>
        {
            await _router.StartAsync(token);
            if (wiring.Backbone is not null)
            {
                await _seer.StartAsync(token);
            }

            await _pod.ServeAsync(token);
            await _pod.StartAsync(token);
            await RoutedAsync(token);
        }),
        ("withdrawn", async token =>
        {
            await _pod.EndServiceAsync(token);
            await SeenAsync("withdrawal", _seer.NextHopAsync, hop => hop is null, token);
            await SeenAsync("the same adjacency", _pod.IsFullAsync, full => full, token);
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
            await SeenAsync("our LSAs", OursAsync, ours => ours.Length > 0, token);
            await _pod.StopAsync(token);
            await SeenAsync("end of our LSAs", OursAsync, left => left.Length == 0, token);
        }),
    ];

    private async Task RoutedAsync(CancellationToken token)
    {
        await SeenAsync("adjacency", _pod.IsFullAsync, full => full, token);
        var hop = NextHop;
        await SeenAsync("route by " + hop, _seer.NextHopAsync, seen => seen == hop, token);
        await SeenAsync($"cost {cell.Cost}", t => _seer.CostAsync(cell.IsType2, t), cost => cost == cell.Cost, token);
    }

    private string NextHop => cell switch
    {
        { IsBehindBorder: true, IsV2: true } => Wiring.Uplink4,
        { IsBehindBorder: true } => wiring.UplinkLinkLocal,
        { IsV2: true } => Wiring.Pod4,
        _ => wiring.PodLinkLocal,
    };

    private static Port ToBackbone { get; } =
        new(Wiring.Uplink, "0", NetworkType.PointToPoint, Wiring.UplinkCost);

    private static Port[] Ports(Cell cell)
    {
        var area = cell.Area == Area.Normal && !cell.IsBehindBorder ? "0" : "1";
        var toPod = new Port(Wiring.Interface, area, cell.Link, Wiring.LinkCost)
        {
            Area = cell.Area,
            Authentication = cell.Authentication,
        };
        return cell.IsBehindBorder ? [toPod, ToBackbone] : [toPod];
    }

    /// <summary>In the router's database.</summary>
    private Task<string> OursAsync(CancellationToken token) => _router.LsasOfAsync(Wiring.Pod4, token);

    private static Task<Seen<T>> SeenAsync<T>(
        string what, Func<CancellationToken, Task<T>> look, Predicate<T> isThere, CancellationToken token) =>
        Until.SeenAsync(what, Limit, look, isThere, token, Until.LongPause);
}

/// <summary>How a cell went: null where it stopped means that all was well.</summary>
internal sealed record Outcome(Cell Cell, string? StoppedAt, string? Why, TimeSpan Took)
{
    /// <summary>The router has no such thing.</summary>
    public string? Lacks { get; init; }

    public bool IsWell => StoppedAt is null;
}
