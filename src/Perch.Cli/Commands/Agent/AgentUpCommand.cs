using System.CommandLine;
using System.Net;
using Perch.Cli.Pods;
using Perch.Cli.Project;
using Perch.Docker.Endpoint;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent up: the agent as a container, started through Compose.</summary>
internal sealed class AgentUpCommand : PerchCommand
{
    private readonly Option<bool> _print = new("--print") { Description = "Print its Compose file, and start nothing" };

    private readonly Option<IPEndPoint?> _metrics = AgentAddresses.MetricsOption();
    private readonly Option<string?> _webhook = AgentAddresses.WebhookOption();

    public AgentUpCommand(Session session, ProjectOptions project)
        : base(session, project, "up", "Start the agent as a container of this engine")
    {
        Add(_print);
        Add(_metrics);
        Add(_webhook);
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch agent up", "once per host; it starts again with the engine"),
        ("perch agent up --metrics 127.0.0.1:9464", "with metrics for a Prometheus on the same host"),
        ("PERCH_WEBHOOK=https://hooks.example/x perch agent up", "every event is sent there"),
        ("perch agent up --print >agent.yaml", "to run it with changes, for example behind a socket proxy"),
        ("DOCKER_HOST=ssh://root@h1 perch agent up", "on another machine"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var webhook = AgentAddresses.Webhook(Session, result.GetValue(_webhook));
        var file = AgentFile.Write(Socket(Session.Endpoint()), result.GetValue(_metrics), webhook);
        if (result.GetValue(_print))
        {
            Session.Screen.Write(file);
            return ExitCode.Ok;
        }

        var compose = await DockerCompose.FindAsync(Session, cancellationToken) ?? throw NoCompose.Failure("agent up");
        using var docker = await Session.ConnectAsync(cancellationToken);
        await new ImageLoader(docker, Session.Screen).LoadAgentAsync(Session.Images, cancellationToken);
        await compose.RunAsync(AgentFile.Project, file, ["up", "--detach"], cancellationToken);
        Session.Screen.Say("The agent runs: 'perch agent status' asks it, "
            + $"'docker logs {AgentFile.Project}-{AgentFile.Service}-1' tells what it does.");
        return ExitCode.Ok;
    }

    /// <summary>The engine's own socket, on the machine where the engine is.</summary>
    private static string Socket(DockerEndpoint endpoint) =>
        endpoint is DockerEndpoint.Unix unix ? unix.Path : "/var/run/docker.sock";
}
