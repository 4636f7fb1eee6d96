using System.Net;
using System.Text.RegularExpressions;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>The agent as most run it: a container FROM scratch, with everything on.</summary>
public sealed class AgentContainerTests(SharedNetwork shared)
{
    private const string Keys = "/root/hooks";
    private const string Url = "https://hooks.lab:8443/s3cret";
    private const string Agent = "perch-agent-agent-1";
    private const string Pod = "{perch_project=\"dns\",perch_service=\"powerdns\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task It_heals_tells_who_updated_what_and_is_heard_everywhere()
    {
        var network = await shared.GetAsync(Token);
        var machine = network.HostA.Machine;
        await PrepareAsync(machine);
        using var receiver = Receiver.Start(machine, Keys, new IPEndPoint(IPAddress.Loopback, 8443));
        await machine.DoAsync($"PERCH_WEBHOOK={Url} perch agent up --metrics {Scrape.Address}", Token);
        await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
        await pod.EventsAsync("dns/powerdns announced: ", Token);
        await UpdatesAsync(network.HostA, pod);

        await pod.DoAsync($"docker restart {Deployment.Holder}", Token);
        await pod.EventsAsync($"s): restarting {Deployment.Application}: ", Token);
        await pod.ReachesAsync("announced", Token);

        var sent = await receiver.TakesAsync("\"kind\":\"healed\"", Deployment.Limit, Token);
        Assert.StartsWith("POST /s3cret HTTP/1.1\n{\"host\":\"hosta\",\"event\":{", sent, StringComparison.Ordinal);
        var metrics = await Scrape.AsPrometheusAsync(machine, Token);
        Assert.Matches($"perch_pod_heals_total{Regex.Escape(Pod)}}} [1-9]", metrics);
        Assert.Matches($"perch_pod_updates_total{Regex.Escape(Pod)},perch_outcome=\"updated\"}} 1", metrics);
        Assert.Matches("perch_agent_webhook_deliveries_total{perch_outcome=\"delivered\"} [1-9]", metrics);
        var log = await machine.DoAsync($"docker logs {Agent} 2>&1", Token);
        Assert.DoesNotContain("s3cret", log, StringComparison.Ordinal);

        await machine.DoAsync("perch agent down --volumes", Token);
        var left = await machine.DoAsync(
            "for what in 'ps -a' 'volume ls' 'network ls'; do "
            + "docker $what -q --filter label=com.docker.compose.project=perch-agent; done",
            Token);
        Assert.Equal("", left);
    }

    /// <summary>An authority that the host believes, and a name that its /etc/hosts knows.</summary>
    private static async Task PrepareAsync(Machine machine)
    {
        await Certificates.MakeAsync(machine, Keys, "hooks.lab", Token);
        await machine.DoAsync(
            $"cat {Keys}/ca.pem >>/etc/ssl/certs/ca-certificates.crt && echo 127.0.0.1 hooks.lab >>/etc/hosts", Token);
    }

    private static async Task UpdatesAsync(Host host, Deployment pod)
    {
        await host.Engine.ImportAsync("powerdns", Token, "LABEL release=observed");
        await host.Machine.StartDaemonAsync(
            "perch events powerdns -p dns --follow --for 60s --json", "/var/log/followed", Token);

        await pod.DoAsync("perch update powerdns --force --soak 1s", Token);

        var events = await pod.EventsAsync($"{Deployment.Application} was updated by perch update on hosta", Token);
        Assert.Contains($"update started: {Deployment.Application} is updated to", events, StringComparison.Ordinal);
        Assert.Matches("withdrawn: .*[\\s\\S]*announced after [0-9.]+ s away", events);
        var status = await pod.DoAsync("perch status powerdns", Token);
        Assert.Contains("in the holder's namespace, bound by ", status, StringComparison.Ordinal);
        Assert.Contains("acknowledged by 10.99.1.2", status, StringComparison.Ordinal);
        Assert.Matches("last update .*was updated by perch update on hosta", status);
        await Until.SeenAsync(
            "the follower", Deployment.Limit, _ => Task.FromResult(host.Machine.Tail("/var/log/followed")),
            text => text.Contains("\"kind\":\"updated\"", StringComparison.Ordinal), Token);
    }
}
