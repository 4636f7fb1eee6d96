using System.ComponentModel;
using System.Diagnostics;

namespace Perch.Cli.Project;

/// <summary>A command run to its end, and killed with its children when we are told to stop.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it with its output collected.</summary>
    /// <returns>Null when there is no such command.</returns>
    public static async Task<ChildOutput?> CaptureAsync(
        IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
    {
        using var process = Start(command, directory, capture: true);
        if (process is null)
        {
            return null;
        }

        var stdout = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var stderr = process.StandardError.ReadToEndAsync(cancellationToken);
        await WaitAsync(process, cancellationToken);
        return new ChildOutput(process.ExitCode, await stdout, await stderr);
    }

    /// <summary>Runs it with our own standard error as both its outputs, so that its progress is seen as it draws
    /// it.</summary>
    /// <returns>Its exit code; null when there is no such command.</returns>
    public static async Task<int?> ShowAsync(
        IReadOnlyList<string> command, string directory, CancellationToken cancellationToken)
    {
        using var process = Start(command, directory, capture: false);
        if (process is null)
        {
            return null;
        }

        await WaitAsync(process, cancellationToken);
        return process.ExitCode;
    }

    private static Process? Start(IReadOnlyList<string> command, string directory, bool capture)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C reaches the whole foreground group: it ends by itself, and cleans up. A SIGTERM reaches only
            // us.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            throw;
        }
    }
}

/// <summary>How a command ended, and what it said.</summary>
internal readonly record struct ChildOutput(int ExitCode, string Stdout, string Stderr);
