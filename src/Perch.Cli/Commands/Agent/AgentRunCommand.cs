using System.CommandLine;
using Perch.Agent;
using Perch.Agent.Update;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent run: the agent itself, in the foreground.</summary>
internal sealed class AgentRunCommand : PerchCommand
{
    private readonly Option<string> _state = StateDirectory.Option();

    public AgentRunCommand(Session session, ProjectOptions project)
        : base(session, project, "run", "Run the agent in the foreground, until it is told to stop") => Add(_state);

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("perch agent run", "under systemd, or to look over its shoulder"),
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
            Recreate = (docker, journal) => new MemberRecreator(docker, journal, Session.Time),
        };

        // Both run until they are told to stop; when one cannot, the process ends and is started again.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [new HostAgent(options).RunAsync(stop.Token), new UpdateLoop(options).RunAsync(stop.Token)];
        var first = await Task.WhenAny(loops);
        await stop.CancelAsync();
        await first;
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Ok;
    }
}
