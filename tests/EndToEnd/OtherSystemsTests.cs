using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>The same on an older engine, and with FRR where BIRD was.</summary>
public sealed class OtherSystemsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task Engine_20_10_with_bird_2_0_serves_and_fails_over()
    {
        await using var network = await SharedNetwork.StartAsync(new NetworkOptions { Debian = "bookworm" }, Token);
        var version = await network.HostA.Machine.DoAsync("docker version", Token);
        Assert.Contains("20.10.24", version, StringComparison.Ordinal);
        await FailsOverAsync(network);
        await DualStackTests.AnnouncesWithoutV6Async(network.HostA, Token);
    }

    [LabFact]
    public async Task Frr_on_hosts_and_router_serves_and_fails_over()
    {
        await using var network = await SharedNetwork.StartAsync(new NetworkOptions { Frr = true }, Token);
        await FailsOverAsync(network);
    }

    private static async Task FailsOverAsync(AnycastNetwork network)
    {
        var server = DualStackTests.Server($"{NameServer.Address}, '{NameServer.AddressV6}'");
        await using var near = await Deployment.UpAsync(network.HostA, server, Token);
        await using var far = await Deployment.UpAsync(network.HostB, server, Token);
        await AnswersAsync(network, network.HostA);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "STOP", Token);
        await AnswersAsync(network, network.HostB);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "CONT", Token);
        await AnswersAsync(network, network.HostA);
    }

    private static async Task AnswersAsync(AnycastNetwork network, Host host)
    {
        await network.AnswersAsync(host, Token);
        await network.AnswersAsync(host, Token, NameServer.AddressV6);
    }
}
