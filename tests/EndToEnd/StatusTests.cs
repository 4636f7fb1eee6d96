using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What keeps two routers apart is said in words, with both values.</summary>
public sealed class StatusTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public Task Status_names_another_area() => NamesAsync("{area: 1}", ["area", "0.0.0.1", "0.0.0.0"]);

    [LabFact]
    public Task Status_names_another_hello_interval() => NamesAsync("{hello: 3s, dead: 4s}", ["hello", "3s", "1s"]);

    [LabFact]
    public Task Status_names_another_dead_interval() => NamesAsync("{hello: 1s, dead: 9s}", ["dead", "9s", "4s"]);

    [LabFact]
    public Task Status_names_a_router_id_that_is_taken() =>
        NamesAsync("{router-id: 10.99.1.2}", ["router id", "10.99.1.2"]);

    [LabFact]
    public async Task Status_names_another_mtu()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await pod.DoAsync("ip link set br-dns mtu 1400", Token);
        await network.HostA.Router.StopAsync(Token);
        await network.HostA.Router.StartAsync(Token);
        await pod.SaysAsync(["MTU", "1400", "1500"], Token);
    }

    private async Task NamesAsync(string ospf, string[] words)
    {
        var network = await shared.GetAsync(Token);
        var server = new NameServer
        {
            Anycast = $"{{addresses: [{NameServer.Address}], ospf: {ospf}, "
                + "health: [{dns: {name: example.dn42, type: SOA}}]}",
        };
        await using var pod = await Deployment.StartAsync(network.HostA, server, Token);
        await pod.SaysAsync(words, Token);
        Assert.Empty(await network.RouteAsync(Token));
    }
}
