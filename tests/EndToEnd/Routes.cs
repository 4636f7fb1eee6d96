using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What the router, and so every client, makes of the announcements.</summary>
internal static class Routes
{
    /// <summary>Waits until the router sends the anycast address to this host.</summary>
    public static Task LeadToAsync(
        this AnycastNetwork network, Host host, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"route to {NameServer.Address} via {host.Machine.Name}", Deployment.Limit, network.RouteAsync,
            route => route.Contains($"dev {host.Machine.Name} ", StringComparison.Ordinal), cancellationToken);

    /// <summary>Waits until the router knows no way to the anycast address.</summary>
    public static Task LeadNowhereAsync(this AnycastNetwork network, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"end of the route to {NameServer.Address}", Deployment.Limit, network.RouteAsync,
            route => route.Length == 0, cancellationToken);

    /// <summary>The router's way to the anycast address; empty when there is none.</summary>
    public static Task<string> RouteAsync(this AnycastNetwork network, CancellationToken cancellationToken) =>
        network.Router.Machine.DoAsync($"ip route show {NameServer.Address}", cancellationToken);

    /// <summary>Waits until the client is answered by this host.</summary>
    public static Task AnswersAsync(
        this AnycastNetwork network, Host host, CancellationToken cancellationToken) =>
        Until.SeenAsync(
            $"an answer from {host.Machine.Name}", Deployment.Limit,
            token => NameServer.AnsweringAsync(network.Client, token), answer => answer == host.Machine.Name,
            cancellationToken);
}
