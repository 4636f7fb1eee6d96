using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>IPv6 anycast addresses, beside IPv4 ones and alone.</summary>
public sealed class DualStackTests(SharedNetwork shared)
{
    private const string Both = $"{NameServer.Address}, '{NameServer.AddressV6}'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task Both_addresses_of_a_service_answer_and_go_together()
    {
        var network = await shared.GetAsync(Token);
        await using var near = await Deployment.UpAsync(network.HostA, Server(Both), Token);
        await using var far = await Deployment.UpAsync(network.HostB, Server(Both), Token);
        await network.AnswersAsync(network.HostA, Token);
        await network.AnswersAsync(network.HostA, Token, NameServer.AddressV6);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "STOP", Token);
        await network.AnswersAsync(network.HostB, Token);
        await network.AnswersAsync(network.HostB, Token, NameServer.AddressV6);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "CONT", Token);
        await network.AnswersAsync(network.HostA, Token);
        await network.AnswersAsync(network.HostA, Token, NameServer.AddressV6);
    }

    [LabFact]
    public async Task An_address_of_IPv6_alone_is_announced_and_answers()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, Server($"'{NameServer.AddressV6}'"), Token);
        await network.AnswersAsync(network.HostA, Token, NameServer.AddressV6);
        Assert.Empty(await network.RouteAsync(Token));
        Assert.Contains(
            "over OSPFv3", (await pod.Machine.RunAsync($"cd {NameServer.Folder} && perch doctor", Token)).Output,
            StringComparison.Ordinal);
    }

    [LabFact]
    public async Task A_network_without_IPv6_carries_the_announcement_and_check_warns()
    {
        var network = await shared.GetAsync(Token);
        await AnnouncesWithoutV6Async(network.HostA, Token);
        await network.LeadNowhereAsync(Token, NameServer.AddressV6);
    }

    /// <summary>Also where the engine has switched IPv6 off in the namespace.</summary>
    internal static async Task AnnouncesWithoutV6Async(Host host, CancellationToken cancellationToken)
    {
        await using var pod = new Deployment(host);
        var server = Server(Both);
        await server.WriteAsync(host, cancellationToken);
        var compose = server.Compose(host)
            .Replace("    enable_ipv6: true\n", "", StringComparison.Ordinal)
            .Replace($", ipv6_address: '{host.PodNetworkV6}::54'", "", StringComparison.Ordinal)
            .Replace($", {{subnet: '{host.PodNetworkV6}::/64'}}", "", StringComparison.Ordinal);
        await host.Machine.WriteAsync($"{NameServer.Folder}/compose.yaml", compose, cancellationToken);

        var check = await host.Machine.RunAsync($"cd {NameServer.Folder} && perch check", cancellationToken);
        Assert.Contains("enable_ipv6: true", check.Error, StringComparison.Ordinal);
        await pod.DoAsync("perch up --timeout 30s", cancellationToken);
        await host.Machine.RouteAsync(NameServer.AddressV6, Deployment.Limit, cancellationToken);
    }

    internal static NameServer Server(string addresses, string more = "") => new()
    {
        Anycast = $"{{addresses: [{addresses}], {more}health: [{{dns: {{name: example.dn42, type: SOA}}}}]}}",
    };
}
