using System.CommandLine;
using Perch.Cli.Pods;

namespace Perch.Cli.Commands.Agent;

/// <summary>Which agent a command asks.</summary>
internal sealed class AgentChoice
{
    private readonly Option<bool> _here = new("--here")
    {
        Description = "Ask no engine: an agent on this machine, or what it has left",
    };

    private readonly Option<string> _state = StateDirectory.Option();
    private readonly Option<string?> _socket = StateDirectory.SocketOption();

    /// <param name="here">Whether the command can do without an engine.</param>
    public void AddTo(Command command, bool here = true)
    {
        if (here)
        {
            command.Add(_here);
        }

        command.Add(_state);
        command.Add(_socket);
    }

    /// <summary>--here: whoever asks this is perch itself more often than an operator.</summary>
    public bool IsHere(ParseResult result) => result.GetValue(_here);

    public AgentLine Open(Session session, ParseResult result) =>
        new(session, result.GetRequiredValue(_state), result.GetValue(_socket), IsHere(result));
}
