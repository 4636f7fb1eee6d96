using System.Collections.Concurrent;
using System.Reflection;
using Perch.Lab;
using Perch.Tests.EndToEnd;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SharedNetwork))]
[assembly: ReturnsItsNetwork]
// Most of a test is waiting: two cores bear three networks at a time without making any limit a matter of luck.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 3)]

namespace Perch.Tests.EndToEnd;

/// <summary>
/// The networks that most tests share, ready for <c>perch up</c>: each belongs to one test at a time, and begins when
/// a test asks and none is free.
/// </summary>
public sealed class SharedNetwork : IAsyncDisposable
{
    /// <summary>By the test that has them.</summary>
    private static readonly ConcurrentDictionary<string, (SharedNetwork Owner, AnycastNetwork Network)> Lent = [];

    private readonly ConcurrentBag<AnycastNetwork> _free = [];

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

    /// <summary>The network that is the running test's until it ends.</summary>
    internal async Task<AnycastNetwork> GetAsync(CancellationToken cancellationToken)
    {
        var test = TestContext.Current.Test!.UniqueID;
        if (Lent.TryGetValue(test, out var lent))
        {
            return lent.Network;
        }

        var network = _free.TryTake(out var free) ? free : await StartAsync(new NetworkOptions(), cancellationToken);
        Lent[test] = (this, network);
        return network;
    }

    internal static void Return(string test)
    {
        if (Lent.TryRemove(test, out var lent))
        {
            lent.Owner._free.Add(lent.Network);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_free.Select(network => network.DisposeAsync().AsTask()));
}

/// <summary>Gives the network of a test that has ended to the next one.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ReturnsItsNetworkAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => SharedNetwork.Return(test.UniqueID);
}
