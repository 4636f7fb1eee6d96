using System.CommandLine;
using Perch.Agent;

namespace Perch.Cli.Commands.Agent;

/// <summary>Where an agent keeps what outlives it.</summary>
internal static class StateDirectory
{
    public static Option<string> Option() => new("--state")
    {
        Description = "Where the agent keeps what must outlive it",
        HelpName = "DIR",
        DefaultValueFactory = _ => AgentOptions.DefaultStateDirectory,
    };

    public static Option<string?> SocketOption() => new("--socket")
    {
        Description = "Where the agent answers questions [default: api.sock in its state directory]",
        HelpName = "PATH",
    };
}
