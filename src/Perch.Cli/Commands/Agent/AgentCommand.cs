using System.CommandLine;
using System.CommandLine.Help;

namespace Perch.Cli.Commands.Agent;

/// <summary>perch agent: the one of a host, which keeps its pods whole.</summary>
internal sealed class AgentCommand : Command
{
    public AgentCommand(Session session, ProjectOptions project)
        : base("agent", "Keep the pods of a host whole: run, start, stop and ask its agent")
    {
        Add(new AgentRunCommand(session, project));
        Add(new AgentUpCommand(session, project));
        Add(new AgentDownCommand(session, project));
        Add(new AgentStatusCommand(session, project));
        SetAction(parsed =>
        {
            new HelpAction().Invoke(parsed);
            return ExitCode.Usage;
        });
    }
}
