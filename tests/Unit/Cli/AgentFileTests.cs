using System.Net;
using Perch.Agent.Webhooks;
using Perch.Cli.Commands.Agent;

namespace Perch.Tests.Unit.Cli;

/// <summary>The agent's own Compose file.</summary>
public sealed class AgentFileTests
{
    [Fact]
    public void An_agent_that_nobody_is_to_hear_has_no_network()
    {
        var file = AgentFile.Write("/run/docker.sock");
        Assert.Contains("    network_mode: none\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain("command:", file, StringComparison.Ordinal);
        Assert.DoesNotContain("environment:", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example/x", true)]
    [InlineData("http://hooks.example/x", false)]
    public void The_hosts_authorities_are_there_for_a_webhook_over_https(string webhook, bool mounts)
    {
        var file = AgentFile.Write("/run/docker.sock", webhook: Target(webhook));
        Assert.Equal(mounts, file.Contains(
            "      - {type: bind, source: /etc/ssl/certs, target: /etc/ssl/certs, read_only: true}\n      - state:",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Metrics_are_an_argument_and_the_secret_of_a_webhook_is_not()
    {
        var file = AgentFile.Write(
            "/run/docker.sock", new IPEndPoint(IPAddress.IPv6Loopback, 9464), Target("http://127.0.0.1:8080/a$b'c"));
        Assert.Contains(
            """
                network_mode: host
                command: ['--metrics', '[::1]:9464']
                environment: {PERCH_WEBHOOK: 'http://127.0.0.1:8080/a$$b''c'}

            """,
            file, StringComparison.Ordinal);
    }

    private static WebhookTarget? Target(string url)
    {
        Assert.True(WebhookTarget.TryParse(url, out var target, out _));
        return target;
    }
}
