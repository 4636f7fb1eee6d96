using System.CommandLine;

namespace Perch.Cli.Commands;

/// <summary>A command of perch: its help ends with examples, and its failures are sentences.</summary>
internal abstract class PerchCommand : Command
{
    protected PerchCommand(Session session, ProjectOptions project, string name, string description)
        : base(name, description)
    {
        Session = session;
        Project = project;
        SetAction(RunAsync);
    }

    /// <summary>Command lines with a few words each, for the end of --help.</summary>
    public abstract IReadOnlyList<(string Line, string Meaning)> Examples { get; }

    protected Session Session { get; }

    protected ProjectOptions Project { get; }

    /// <returns>A code of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken);
}
