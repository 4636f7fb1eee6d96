using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>One address, two hosts.</summary>
public sealed class AnswerTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_client_is_answered_by_the_nearest_host_and_by_the_other_when_that_one_stops()
    {
        var network = await shared.GetAsync(Token);
        await using var near = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await using var far = await Deployment.UpAsync(network.HostB, new NameServer(), Token);
        await network.AnswersAsync(network.HostA, Token);

        await near.DoAsync($"docker stop -t 2 {Deployment.Application}", Token);
        await network.AnswersAsync(network.HostB, Token);

        await near.DoAsync($"docker start {Deployment.Application}", Token);
        await network.AnswersAsync(network.HostA, Token);
    }
}
