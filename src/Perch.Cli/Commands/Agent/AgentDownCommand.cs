using System.CommandLine;
using Perch.Cli.Project;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent down: removes the agent's container. Announcing goes on without it.</summary>
internal sealed class AgentDownCommand : PerchCommand
{
    private readonly Option<bool> _volumes = new("--volumes", "-v")
    {
        Description = "Also remove what the agent remembers",
    };

    public AgentDownCommand(Session session, ProjectOptions project)
        : base(session, project, "down", "Stop and remove the agent; the pods run on, and nobody heals them") =>
        Add(_volumes);

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("perch agent down", "what it remembers stays for the next one")];

    protected override async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var compose = await DockerCompose.FindAsync(Session, cancellationToken)
            ?? throw NoCompose.Failure("agent down");
        IEnumerable<string> volumes = result.GetValue(_volumes) ? ["--volumes"] : [];
        await compose.RunAsync(AgentFile.Project, AgentFile.Write("/var/run/docker.sock"), ["down", .. volumes],
            cancellationToken);
        return ExitCode.Ok;
    }
}
