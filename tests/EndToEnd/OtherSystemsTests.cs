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
    }

    [LabFact]
    public async Task Frr_on_hosts_and_router_serves_and_fails_over()
    {
        await using var network = await SharedNetwork.StartAsync(new NetworkOptions { Frr = true }, Token);
        await FailsOverAsync(network);
    }

    private static async Task FailsOverAsync(AnycastNetwork network)
    {
        await using var near = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await using var far = await Deployment.UpAsync(network.HostB, new NameServer(), Token);
        await network.AnswersAsync(network.HostA, Token);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "STOP", Token);
        await network.AnswersAsync(network.HostB, Token);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "CONT", Token);
        await network.AnswersAsync(network.HostA, Token);
    }
}
