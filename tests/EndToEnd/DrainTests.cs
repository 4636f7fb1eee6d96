using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Leaving on purpose.</summary>
public sealed class DrainTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_drained_service_serves_on_without_a_route_until_it_is_undrained()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        var changes = pod.AdjacencyChanges();

        var refused = await pod.Machine.RunAsync($"cd {NameServer.Folder} && perch drain powerdns", Token);
        Assert.Contains("no other router announces", refused.Error, StringComparison.Ordinal);
        await pod.DoAsync("perch drain powerdns --force", Token);
        await network.LeadNowhereAsync(Token);
        Assert.Equal("drained", (string?)(await pod.StatusAsync(Token))["state"]);
        var answer = await pod.DoAsync($"dig +short @{pod.Host.PodNetwork}.54 id.example.dn42 TXT", Token);
        Assert.Equal("\"hosta\"", answer.Trim());

        await pod.DoAsync("perch undrain powerdns", Token);
        await network.AnswersAsync(network.HostA, Token);
        Assert.Equal(changes, pod.AdjacencyChanges());
    }

    [LabFact]
    public async Task A_drain_survives_a_restart_and_a_new_container_of_the_speaker()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await pod.DoAsync("perch drain powerdns --force", Token);

        await pod.DoAsync($"docker restart -t 2 {Deployment.Speaker}", Token);
        await pod.ReachesAsync("drained", Token);

        await pod.ComposeAsync("up -d --force-recreate --no-deps powerdns-speaker", Token);
        await pod.ReachesAsync("drained", Token);
        Assert.Empty(await network.RouteAsync(Token));

        await pod.DoAsync("perch undrain powerdns", Token);
        await network.AnswersAsync(network.HostA, Token);
    }
}
