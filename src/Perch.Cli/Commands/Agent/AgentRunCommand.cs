using System.CommandLine;
using System.Net;
using Perch.Agent;
using Perch.Agent.Update;
using Perch.Tls;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent run: the agent itself, in the foreground.</summary>
internal sealed class AgentRunCommand : PerchCommand
{
    private readonly Option<string> _state = StateDirectory.Option();
    private readonly Option<string?> _socket = StateDirectory.SocketOption();
    private readonly Option<IPEndPoint?> _metrics = AgentAddresses.MetricsOption();
    private readonly Option<string?> _webhook = AgentAddresses.WebhookOption();

    public AgentRunCommand(Session session, ProjectOptions project)
        : base(session, project, "run", "Run the agent in the foreground, until it is told to stop")
    {
        foreach (var option in new Option[] { _state, _socket, _metrics, _webhook })
        {
            Add(option);
        }
    }

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch agent run", "under systemd, or to look over its shoulder"),
        ("perch agent run --metrics 127.0.0.1:9464", "with metrics for a Prometheus"),
        ("PERCH_WEBHOOK=https://hooks.example/x perch agent run", "every event is sent there; no secret in 'ps'"),
        ("DOCKER_HOST=unix:///run/proxy.sock perch agent run", "through a socket proxy"),
    ];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new AgentOptions
        {
            Connect = Session.ConnectAsync,
            Log = new AgentLog(Session.Screen.Output),
            Time = Session.Time,
            StateDirectory = result.GetRequiredValue(_state),
            SocketPath = result.GetValue(_socket)!,
            Metrics = result.GetValue(_metrics),
            Webhook = AgentAddresses.Webhook(Session, result.GetValue(_webhook)),
            Authorities = Authorities.OfMachine(Session.Variable),
            Recreate = (docker, journal) => new MemberRecreator(docker, journal, Session.Time),
        };
        try
        {
            using var agent = new AgentProcess(options);
            await agent.RunAsync(cancellationToken);
            return ExitCode.Ok;
        }
        catch (IOException error)
        {
            throw new CommandFailure(ExitCode.Failed, error.Message);
        }
    }
}
