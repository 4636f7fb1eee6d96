using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What can happen to the speaker itself, and to the router that it speaks to.</summary>
public sealed class SpeakerTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_killed_speaker_is_started_again_and_announces_again()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        var changes = pod.AdjacencyChanges();

        await network.HostA.Engine.SignalAsync(Deployment.Speaker, "KILL", Token);
        await Until.SoAsync(
            "a new adjacency", Deployment.Limit, _ => Task.FromResult(pod.AdjacencyChanges() > changes), Token);
        await pod.ReachesAsync("announced", Token);
        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task A_frozen_speaker_loses_its_route_when_the_router_notices()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);

        await network.HostA.Engine.SignalAsync(Deployment.Speaker, "STOP", Token);
        await network.LeadNowhereAsync(Token);

        await network.HostA.Engine.SignalAsync(Deployment.Speaker, "CONT", Token);
        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task A_speaker_in_a_new_container_announces_again()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);

        await pod.ComposeAsync("up -d --force-recreate --no-deps powerdns-speaker", Token);
        await pod.ReachesAsync("announced", Token);
        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task The_hosts_router_may_be_restarted()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);

        await network.HostA.Router.StopAsync(Token);
        await network.LeadNowhereAsync(Token);

        await network.HostA.Router.StartAsync(Token);
        await network.AnswersAsync(network.HostA, Token);
    }
}
