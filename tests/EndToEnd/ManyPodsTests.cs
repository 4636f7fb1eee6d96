using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Several pods in one network: speakers beside each other, each with the host alone.</summary>
public sealed class ManyPodsTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Pods_on_one_bridge_are_announced_each_by_itself(int count)
    {
        var network = await shared.GetAsync(Token);
        await network.HostA.ForwardToAsync(NameServers.Addresses, Token);
        await using var pods = new Deployment(network.HostA);
        await new NameServers(count).WriteAsync(network.HostA, Token);

        await pods.DoAsync("perch up --timeout 90s", Token);
        await RoutesAsync(network, count);

        await network.HostA.Engine.SignalAsync("dns-dns1-1", "STOP", Token);
        await RoutesAsync(network, count - 1);
        var answer = await network.Client.AskAsync(NameServers.AddressOf(2), "id.example.dn42", "TXT", Token);
        Assert.Equal("\"hosta\"", answer);
    }

    private static async Task RoutesAsync(AnycastNetwork network, int count) =>
        await Until.SeenAsync(
            $"{count} routes", Deployment.Limit,
            token => network.Router.Machine.DoAsync("ip route | grep ^172.22.77. || true", token),
            routes => routes.Count(letter => letter == '\n') == count, Token);
}
