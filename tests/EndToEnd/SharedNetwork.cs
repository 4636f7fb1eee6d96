using Perch.Lab;
using Perch.Tests.EndToEnd;

[assembly: AssemblyFixture(typeof(SharedNetwork))]
// Two cores: a network that is busy with another test's engines would make every limit a matter of luck.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Perch.Tests.EndToEnd;

/// <summary>The network that most tests share, ready for <c>perch up</c>; begun when the first test asks.</summary>
public sealed class SharedNetwork : IAsyncDisposable
{
    private AnycastNetwork? _network;

    /// <summary>A network whose hosts have Perch, PowerDNS and short timers on the bridges of their pods.</summary>
    internal static async Task<AnycastNetwork> StartAsync(
        NetworkOptions options, CancellationToken cancellationToken)
    {
        var network = await AnycastNetwork.StartAsync(
            options with
            {
                Folders = [Host.Artifacts],
                LogsEvents = true,
                // FRR knows no patterns; the compose file names the bridge.
                Bridges = new OspfInterface(options.Frr ? "br-dns" : "br-*") { HelloSeconds = 1, DeadSeconds = 4 },
            },
            cancellationToken);
        foreach (var host in network.Hosts)
        {
            await host.InstallPerchAsync(cancellationToken);
            await host.ForwardToAsync(NameServer.Address, cancellationToken);
            await host.ForwardToV6Async(NameServer.AddressV6, cancellationToken);
            await host.Engine.ImportAsync("powerdns", cancellationToken);
        }

        return network;
    }

    internal async Task<AnycastNetwork> GetAsync(CancellationToken cancellationToken) =>
        _network ??= await StartAsync(new NetworkOptions(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }
}
