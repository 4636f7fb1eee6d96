using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What an application can do wrong: the route goes, the adjacency stays, and the route comes back.</summary>
public sealed class FailureTests(SharedNetwork shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_killed_application_takes_its_route_with_it_and_brings_it_back()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await pod.DoAsync($"docker update --restart=no {Deployment.Application}", Token);
        var changes = pod.AdjacencyChanges();

        await network.HostA.Engine.SignalAsync(Deployment.Application, "KILL", Token);
        await network.LeadNowhereAsync(Token);

        await pod.DoAsync($"docker start {Deployment.Application}", Token);
        await network.AnswersAsync(network.HostA, Token);
        Assert.Equal(changes, pod.AdjacencyChanges());
    }

    [LabFact]
    public async Task A_hung_application_is_withdrawn_and_announced_again_when_it_goes_on()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        var changes = pod.AdjacencyChanges();

        await network.HostA.Engine.SignalAsync(Deployment.Application, "STOP", Token);
        await network.LeadNowhereAsync(Token);

        await network.HostA.Engine.SignalAsync(Deployment.Application, "CONT", Token);
        await network.AnswersAsync(network.HostA, Token);
        Assert.Equal(changes, pod.AdjacencyChanges());
    }

    [LabFact]
    public async Task A_stopped_application_is_withdrawn_and_announced_again_when_it_starts()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        var changes = pod.AdjacencyChanges();

        await pod.DoAsync($"docker stop -t 2 {Deployment.Application}", Token);
        await network.LeadNowhereAsync(Token);

        await pod.DoAsync($"docker start {Deployment.Application}", Token);
        await network.AnswersAsync(network.HostA, Token);
        Assert.Equal(changes, pod.AdjacencyChanges());
    }

    [LabFact]
    public async Task An_application_that_answers_wrongly_is_withdrawn()
    {
        var network = await shared.GetAsync(Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);

        await pod.DoAsync("cp conf/named.conf good && : >conf/named.conf", Token);
        await pod.DoAsync($"docker exec {Deployment.Application} {Rediscover}", Token);
        await network.LeadNowhereAsync(Token);
        await pod.SaysAsync(["REFUSED", "NOERROR"], Token);

        await pod.DoAsync("cat good >conf/named.conf", Token);
        await pod.DoAsync($"docker exec {Deployment.Application} {Rediscover}", Token);
        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task An_application_that_is_slow_to_start_is_announced_when_it_answers()
    {
        var network = await shared.GetAsync(Token);
        var slow = new NameServer
        {
            Service = "    entrypoint: [/bin/busybox, sh, -c, "
                + "'busybox sleep 5; exec /usr/sbin/pdns_server --daemon=no --guardian=no --config-dir=/etc/powerdns']",
        };
        await using var pod = await Deployment.StartAsync(network.HostA, slow, Token);
        await pod.SaysAsync(["listen", "53"], Token);
        Assert.Empty(await network.RouteAsync(Token));

        await network.AnswersAsync(network.HostA, Token);
    }

    [LabFact]
    public async Task An_application_that_is_sick_from_the_start_is_never_announced()
    {
        var network = await shared.GetAsync(Token);
        var sick = new NameServer
        {
            Anycast = $"{{addresses: [{NameServer.Address}], "
                + "health: [{dns: {name: not.served.example, type: SOA}}]}",
        };
        await network.LeadNowhereAsync(Token);
        await using var pod = await Deployment.StartAsync(network.HostA, sick, Token);
        await pod.SaysAsync(["not.served.example", "REFUSED"], Token);
        await Until.SoAsync(
            "an adjacency", Deployment.Limit, _ => Task.FromResult(pod.AdjacencyChanges() > 0), Token);

        // Longer than three good looks and BIRD's tick would have taken.
        for (var look = 0; look < 30; look++)
        {
            Assert.Empty(await network.RouteAsync(Token));
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }

        var status = await pod.StatusAsync(Token);
        Assert.False((bool?)status["speaker"]!["announced"]);
    }

    private const string Rediscover = "/usr/bin/pdns_control --config-dir=/etc/powerdns --socket-dir=/tmp rediscover";
}
