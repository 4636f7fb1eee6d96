using Perch.Agent;
using Perch.Model;

namespace Perch.Cli.Commands.Agent;

/// <summary>The Compose file of the agent: one container with the engine's socket and a volume, and no
/// network.</summary>
internal static class AgentFile
{
    public const string Project = "perch-agent";
    public const string Service = "agent";

    /// <param name="socket">The engine's socket on its own machine.</param>
    public static string Write(string socket) =>
        $$"""
        # The agent of one host: 'perch agent up' starts it, 'perch agent down' removes it.
        name: {{Project}}
        services:
          {{Service}}:
            image: {{PodNames.AgentReference(PerchVersion.Current)}}
            pull_policy: never
            restart: always
            network_mode: none
            cap_drop: [ALL]
            read_only: true
            security_opt: ['no-new-privileges:true']
            stop_grace_period: 30s
            volumes:
              - {type: bind, source: '{{socket}}', target: /var/run/docker.sock}
              - state:{{AgentOptions.DefaultStateDirectory}}
            labels:
              com.centurylinklabs.watchtower.enable: 'false'
              wud.watch: 'false'
              dd.watch: 'false'
              diun.enable: 'false'
        volumes:
          state:

        """;
}
