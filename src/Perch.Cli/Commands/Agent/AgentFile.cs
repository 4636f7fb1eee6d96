using System.Net;
using Perch.Agent;
using Perch.Agent.Webhooks;
using Perch.Model;

namespace Perch.Cli.Commands.Agent;

/// <summary>The Compose file of the agent: one container with the engine's socket and a volume, and no
/// network.</summary>
internal static class AgentFile
{
    public const string Project = "perch-agent";
    public const string Service = "agent";

    /// <param name="socket">The engine's socket on its own machine.</param>
    /// <param name="metrics">Where its metrics are served; null for nowhere.</param>
    /// <param name="webhook">Where its events are sent; null for nowhere.</param>
    public static string Write(string socket, IPEndPoint? metrics = null, WebhookTarget? webhook = null) =>
        $$"""
        # The agent of one host: 'perch agent up' starts it, 'perch agent down' removes it.
        name: {{Project}}
        services:
          {{Service}}:
            image: {{PodNames.AgentReference(PerchVersion.Current)}}
            pull_policy: never
            restart: always
            network_mode: {{(metrics is null && webhook is null ? "none" : "host")}}{{Heard(metrics, webhook)}}
            cap_drop: [ALL]
            read_only: true
            security_opt: ['no-new-privileges:true']
            stop_grace_period: 30s
            volumes:
              - {type: bind, source: '{{socket}}', target: /var/run/docker.sock}{{Roots(webhook)}}
              - state:{{AgentOptions.DefaultStateDirectory}}
            labels:
              com.centurylinklabs.watchtower.enable: 'false'
              wud.watch: 'false'
              dd.watch: 'false'
              diun.enable: 'false'
        volumes:
          state:

        """;

    /// <summary>An argument for what everybody may see, the environment for what holds a secret.</summary>
    private static string Heard(IPEndPoint? metrics, WebhookTarget? webhook) => string.Concat(
        metrics is null ? "" : $"\n    command: ['--metrics', '{metrics}']",
        webhook is null
            ? "" : $"\n    environment: {{{AgentAddresses.WebhookVariable}: {Quote(webhook.Url)}}}");

    /// <summary>The image has no authorities of its own: the host's are kept up to date by somebody.</summary>
    private static string Roots(WebhookTarget? webhook) => webhook is { IsTls: true }
        ? "\n      - {type: bind, source: /etc/ssl/certs, target: /etc/ssl/certs, read_only: true}"
        : "";

    /// <summary>For YAML, and for Compose, to which a dollar begins a variable.</summary>
    private static string Quote(string text) =>
        $"'{text.Replace("'", "''", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}'";
}
