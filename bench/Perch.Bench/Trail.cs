using Perch.Lab;

namespace Perch.Bench;

/// <summary>The way of a withdrawal, and of the announcement after it, from the pod to the router: each step as its own
/// kernel tells it.</summary>
internal sealed class Trail : IAsyncDisposable
{
    private readonly Chronicle _sockets;
    private readonly Chronicle _host;
    private readonly Chronicle _router;
    private readonly Wire _wire;
    private readonly List<DateTimeOffset> _withdrawals = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    private Trail(Chronicle sockets, Chronicle host, Chronicle router, Wire wire)
    {
        (_sockets, _host, _router, _wire) = (sockets, host, router, wire);
        _listening = ListenAsync(_stop.Token);
    }

    public static async Task<Trail> FollowAsync(
        AnycastNetwork network, IScheme scheme, CancellationToken cancellationToken) => new(
            await PodSockets.FollowAsync(network.HostA, scheme.Announcer, cancellationToken),
            await Chronicle.OfRoutesAsync(network.HostA.Machine, cancellationToken),
            await Chronicle.OfRoutesAsync(network.Router.Machine, cancellationToken),
            await Wire.OpenAsync(network.HostA.Machine, "br-dns", "ip proto 89", cancellationToken));

    /// <summary>The first withdrawal since a moment, and the announcement behind it.</summary>
    /// <param name="hung">Whether the application is gone from that moment on, though its sockets are there.</param>
    public TrailSteps Since(DateTimeOffset since, bool hung)
    {
        DateTimeOffset? withdrawal;
        lock (_withdrawals)
        {
            withdrawal = First(_withdrawals, since);
        }

        if (withdrawal is not { } withdrawn)
        {
            return default;
        }

        var gone = hung ? since : First(_sockets.Entries.Select(entry => entry.At), since) ?? since;
        gone = gone < withdrawn ? gone : withdrawn;
        var host = First(_host, withdrawn, "dev uplink");
        var router = First(_router, withdrawn, "dev hostb");
        var hostBack = First(_host, host ?? withdrawn, "dev br-dns");
        var routerBack = First(_router, router ?? withdrawn, "dev hosta");
        return new TrailSteps(
            withdrawn - gone, host - gone, router - gone,
            hostBack > routerBack ? hostBack - routerBack : TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _wire.DisposeAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var chronicle in (Chronicle[])[_sockets, _host, _router])
        {
            await chronicle.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await foreach (var packet in _wire.PacketsAsync(cancellationToken))
        {
            if (packet.IsOspfWithdrawal)
            {
                lock (_withdrawals)
                {
                    _withdrawals.Add(packet.At);
                }
            }
        }
    }

    /// <summary>The route to the name server that leads over an interface.</summary>
    private static DateTimeOffset? First(Chronicle routes, DateTimeOffset since, string over) => First(
        from entry in routes.Entries
        where entry.Text.StartsWith(NameServer.Address, StringComparison.Ordinal)
            && entry.Text.Contains(over, StringComparison.Ordinal)
        select entry.At,
        since);

    private static DateTimeOffset? First(IEnumerable<DateTimeOffset> moments, DateTimeOffset since) => moments
        .Where(at => at >= since).Select(at => (DateTimeOffset?)at).FirstOrDefault();
}

/// <summary>Null: never seen.</summary>
internal readonly record struct TrailSteps(TimeSpan? Withdrawal, TimeSpan? Host, TimeSpan? Router, TimeSpan? Loop);
