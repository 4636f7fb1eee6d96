using Perch.Lab;

namespace Perch.Bench;

/// <summary>The networks of the lab that the figures are taken in.</summary>
internal static class Networks
{
    /// <summary>Routers with the timers that RFC 2328 suggests, as most are.</summary>
    public static NetworkOptions Classic { get; } = new()
    {
        Bridges = new OspfInterface("br-dns") { HelloSeconds = 10, DeadSeconds = 40 },
    };

    /// <summary>Routers with the timers of <c>perch host-config</c>, which asks FRR for one Hello less.</summary>
    public static NetworkOptions Suggested(bool frr) => new()
    {
        Frr = frr,
        Bridges = new OspfInterface("br-dns") { HelloSeconds = 1, DeadSeconds = frr ? 3 : 4 },
    };

    public static async Task<AnycastNetwork> StartAsync(
        NetworkOptions options, IScheme scheme, CancellationToken cancellationToken)
    {
        var network = await AnycastNetwork.StartAsync(
            options with { Folders = [Host.Artifacts] }, cancellationToken);
        foreach (var host in network.Hosts)
        {
            await host.ForwardToAsync(NameServer.Address, cancellationToken);
            await scheme.PrepareAsync(host, cancellationToken);
        }

        return network;
    }
}
