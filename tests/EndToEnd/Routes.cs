using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What the router, and so every client, makes of the announcements.</summary>
internal static class Routes
{
    /// <summary>Waits until the router sends the anycast address to this host.</summary>
    public static Task LeadToAsync(
        this AnycastNetwork network, Host host, CancellationToken cancellationToken,
        string address = NameServer.Address) =>
        Until.SeenAsync(
            $"route to {address} via {host.Machine.Name}", Deployment.Limit,
            token => network.RouteAsync(token, address),
            route => route.Contains($"dev {host.Machine.Name} ", StringComparison.Ordinal), cancellationToken);

    /// <summary>Waits until the router knows no way to the anycast address.</summary>
    public static Task LeadNowhereAsync(
        this AnycastNetwork network, CancellationToken cancellationToken, string address = NameServer.Address) =>
        Until.SeenAsync(
            $"end of the route to {address}", Deployment.Limit, token => network.RouteAsync(token, address),
            route => route.Length == 0, cancellationToken);

    /// <summary>The router's way to the anycast address; empty when there is none.</summary>
    public static Task<string> RouteAsync(
        this AnycastNetwork network, CancellationToken cancellationToken, string address = NameServer.Address) =>
        network.Router.Machine.DoAsync(
            $"ip {Machine.Family(address)} route show {address}", cancellationToken);

    /// <summary>Waits until the client is answered by this host.</summary>
    public static Task AnswersAsync(
        this AnycastNetwork network, Host host, CancellationToken cancellationToken,
        string address = NameServer.Address) =>
        Until.SeenAsync(
            $"an answer from {host.Machine.Name} at {address}", Deployment.Limit,
            token => NameServer.AnsweringAsync(network.Client, token, address),
            answer => answer == host.Machine.Name, cancellationToken);
}
