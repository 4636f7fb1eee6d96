using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Updates in which the route never moves, and those that nobody orders.</summary>
public sealed class SideBySideTests(SharedNetwork shared)
{
    private const string Overlapping = "{addresses: [172.22.76.109], health: [{dns: {name: example.dn42, type: SOA}}], "
        + "update: {overlap: true}}";

    private const string Automatic = "{addresses: [172.22.76.109], health: [{dns: {name: example.dn42, type: SOA}}], "
        + "update: {policy: auto, soak: 1s}}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task An_application_that_shares_its_ports_is_updated_although_nobody_else_answers()
    {
        var network = await shared.GetAsync(Token);
        var host = network.HostA;
        await host.Engine.ImportAsync("pdns-recursor", Token, ["LABEL release=1"]);
        await using var pod = await Deployment.UpAsync(
            host, new NameServer { Anycast = Overlapping, Image = "pdns-recursor" }, Token);
        await network.AnswersAsync(host, Token);
        await using var routes = await Chronicle.OfRoutesAsync(network.Router.Machine, Token);
        await host.Engine.ImportAsync("pdns-recursor", Token, ["LABEL release=2"]);

        await pod.DoAsync("perch update powerdns --soak 1s", Token);

        Assert.Equal("2", await pod.ReleaseAsync(Token));
        Assert.DoesNotContain(routes.Entries, IsOurs);
        await network.AnswersAsync(host, Token);
    }

    [LabFact]
    public async Task A_speaker_is_updated_while_its_routes_stay()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await network.AnswersAsync(network.HostA, Token);
        await pod.DoAsync(
            $"docker create --name copy $(docker inspect --format '{{{{.Config.Image}}}}' {Deployment.Speaker}) && "
            + "docker commit --change 'LABEL release=2' copy perch/speaker:two && docker rm copy",
            Token);
        await using var routes = await Chronicle.OfRoutesAsync(network.HostA.Machine, Token);

        await pod.DoAsync("perch update powerdns --speaker --image perch/speaker:two --soak 1s", Token);

        Assert.DoesNotContain(routes.Entries, IsOurs);
        Assert.Equal(
            "perch/speaker:two",
            (await pod.DoAsync($"docker inspect --format '{{{{.Config.Image}}}}' {Deployment.Speaker}", Token)).Trim());
        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task An_agent_takes_a_new_image_by_itself_where_the_policy_says_so()
    {
        var network = await shared.GetAsync(Token);
        await using var other = await Deployment.UpAsync(network.HostB, new NameServer(), Token);
        await using var pod = await Deployment.UpAsync(
            network.HostA, new NameServer { Anycast = Automatic }, Token);
        await network.AnswersAsync(network.HostA, Token);
        await network.HostA.Engine.ImportAsync("powerdns", Token, ["LABEL release=auto"]);
        await using var agent = Chronicle.Follow(
            network.HostA.Machine, "exec perch agent run --state $(mktemp -d) 2>&1");

        await Until.SeenAsync(
            "the new release", TimeSpan.FromSeconds(90), pod.ReleaseAsync, release => release == "auto", Token);
        await pod.ReachesAsync("announced", Token);
        await network.AnswersAsync(network.HostA, Token);
    }

    private static bool IsOurs(Entry entry) =>
        entry.Text.Contains(NameServer.Address, StringComparison.Ordinal);
}
