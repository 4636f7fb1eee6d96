namespace Perch.Cli.Commands;

/// <summary>Ends a command: a sentence for the operator, and the exit code.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
