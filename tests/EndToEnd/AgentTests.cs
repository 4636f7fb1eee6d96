using System.Text.Json;
using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>What an agent tells of a pod: to its operator, to a Prometheus, to a webhook.</summary>
public sealed class AgentTests(SharedNetwork shared)
{
    private const string Log = "/var/log/perch-agent.log";
    private const string Received = "/var/log/webhook";
    private const string Agent = "perch agent run --metrics 127.0.0.1:9464 --webhook http://127.0.0.1:8080/s3cret";

    /// <summary>A receiver that has no time for the first who comes, and writes down what the others bring.</summary>
    private const string Receiver = """
        use IO::Socket::INET;
        my $listener = IO::Socket::INET->new(LocalAddr => "127.0.0.1:8080", Listen => 5, ReuseAddr => 1) or die;
        my $busy = 1;
        while (my $client = $listener->accept) {
          my $length = 0;
          while (<$client>) { $length = $1 if /^Content-Length: (\d+)/i; last if /^\r?\n$/ }
          read $client, my $body, $length;
          if ($busy) { $busy = 0; print $client "HTTP/1.1 503 x\r\nConnection: close\r\n\r\n"; next }
          open my $file, ">>", "/var/log/webhook"; print $file "$body\n"; close $file;
          print $client "HTTP/1.1 204 x\r\nConnection: close\r\n\r\n";
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabFact]
    public async Task A_killed_application_is_an_event_with_how_long_its_route_was_away()
    {
        var network = await shared.GetAsync(Token);
        var machine = network.HostA.Machine;
        await machine.WriteAsync("/root/receiver.pl", Receiver, Token);
        await machine.StartDaemonAsync("perl /root/receiver.pl", "/var/log/receiver.log", Token);
        await machine.StartDaemonAsync(Agent, Log, Token);
        try
        {
            await using var pod = await Deployment.UpAsync(network.HostA, new NameServer(), Token);
            await pod.EventsAsync("dns/powerdns announced: announced 172.22.76.109/32", Token);
            await network.HostA.Engine.SignalAsync(Deployment.Application, "KILL", Token);
            var events = await pod.EventsAsync("dns/powerdns announced after ", Token);
            Assert.Matches("dns/powerdns withdrawn: .*listens", events);
            Assert.Matches("announced after [0-9.]+ s away: announced 172.22.76.109/32; it was away because", events);

            await MeasuredAsync(machine);
            var sent = await Until.SeenAsync(
                "the webhook", Deployment.Limit, token => machine.DoAsync($"cat {Received} || true", token),
                text => text.Split("\"kind\":\"announced\"").Length > 2, Token);
            Assert.Contains("{\"host\":\"hosta\",\"event\":{", sent.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", machine.Tail(Log, 1000), StringComparison.Ordinal);

            var refused = await machine.RunAsync(
                "setpriv --reuid 65534 --regid docker --clear-groups perch agent status", Token);
            Assert.Contains("refuses you: use sudo", refused.Error, StringComparison.Ordinal);
            await OutlivesAsync(machine, pod, events);
        }
        finally
        {
            await machine.RunAsync(
                "pkill -f '^perch agent run'; pkill -f receiver.pl; rm -rf /var/lib/perch-agent", Token);
        }
    }

    private static async Task MeasuredAsync(Machine machine)
    {
        const string Pod = "{perch_project=\"dns\",perch_service=\"powerdns\"";
        var metrics = await Scrape.AsPrometheusAsync(machine, Token);
        Assert.StartsWith("HTTP/1.1 200 OK", metrics, StringComparison.Ordinal);
        Assert.Contains(
            $"perch_route_announced{Pod},perch_prefix=\"172.22.76.109/32\"}} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"perch_route_withdrawals_total{Pod}}} 1\n", metrics, StringComparison.Ordinal);
        Assert.Matches("perch_route_withdrawn_time_seconds_total.* [0-9.]*[1-9]", metrics);
    }

    /// <summary>An agent that is killed has written it down, and the next one goes on from there.</summary>
    private static async Task OutlivesAsync(Machine machine, Deployment pod, string events)
    {
        await machine.DoAsync("pkill -9 -f '^perch agent run'", Token);
        await machine.StartDaemonAsync(Agent, Log, Token);
        var standing = await Until.SeenAsync(
            "the next agent", Deployment.Limit, token => machine.RunAsync("perch agent status --json", token),
            status => status.Output.Contains("\"routes\"", StringComparison.Ordinal), Token);
        var routes = JsonElement.Parse(standing.Value.Output).GetProperty("pods")[0].GetProperty("routes");
        Assert.True(routes.GetProperty("announced").GetBoolean());
        var after = await pod.DoAsync("perch events powerdns", Token);
        Assert.StartsWith(events, after, StringComparison.Ordinal);
        Assert.DoesNotContain("announced", after[events.Length..], StringComparison.Ordinal);
    }
}
