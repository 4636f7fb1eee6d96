using System.Diagnostics;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>From <c>perch up</c> to the route at the router, with the host configuration that Perch suggests.</summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>First with no bridge there, then with the bridge, and its router, already up.</summary>
    public static async Task<(TimeSpan New, TimeSpan Up)> RunAsync(bool frr, CancellationToken cancellationToken)
    {
        var scheme = new PerchPod();
        await using var network = await Networks.StartAsync(
            Networks.Suggested(frr), scheme, cancellationToken);
        // The images are in the engine from here on, as they are on any host but a new one.
        await UpAsync(network, scheme, cancellationToken);
        await DownAsync(network, "docker network prune -f", cancellationToken);
        var fresh = await UpAsync(network, scheme, cancellationToken);

        // A container that stays keeps the bridge's port, and with it the interface, up.
        await network.HostA.Machine.DoAsync(
            "docker run -d --network dns_default lab/powerdns --launch=bind --socket-dir=/tmp", cancellationToken);
        await DownAsync(network, ":", cancellationToken);
        return (fresh, await UpAsync(network, scheme, cancellationToken));
    }

    private static async Task<TimeSpan> UpAsync(
        AnycastNetwork network, PerchPod scheme, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var up = network.HostA.Machine.DoAsync(scheme.Up, cancellationToken);
        await network.Router.Machine.RouteAsync(NameServer.Address, Limit, cancellationToken);
        var took = Stopwatch.GetElapsedTime(since);
        await up;
        return took;
    }

    private static async Task DownAsync(AnycastNetwork network, string after, CancellationToken cancellationToken)
    {
        await network.HostA.Machine.DoAsync(
            "docker ps -aq --filter label=com.docker.compose.project=dns | xargs docker rm -f "
            + $"&& docker volume prune -af && {after}",
            cancellationToken);
        await Until.SeenAsync(
            "end of the route", Limit,
            token => network.Router.Machine.DoAsync($"ip route show {NameServer.Address}", token),
            route => route.Length == 0, cancellationToken);
    }
}
