using Perch.Lab;

namespace Perch.Bench;

/// <summary>The network of the lab as every figure sees it: routers with the timers that RFC 2328 suggests.</summary>
internal static class Networks
{
    public static async Task<AnycastNetwork> StartAsync(
        NetworkOptions options, IScheme scheme, CancellationToken cancellationToken)
    {
        var network = await AnycastNetwork.StartAsync(
            options with
            {
                Folders = [Host.Artifacts],
                Bridges = new OspfInterface("br-*", "") { HelloSeconds = 10, DeadSeconds = 40 },
            },
            cancellationToken);
        foreach (var host in network.Hosts)
        {
            await host.ForwardToAsync(NameServer.Address, cancellationToken);
            await scheme.PrepareAsync(host, cancellationToken);
        }

        return network;
    }
}
