using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Perch.Lab;

/// <summary>One program to run to its end, and how to start it.</summary>
public sealed record Command(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>The whole environment of the program; null passes on our own.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public string? Input { get; init; }

    /// <summary>Runs the program; killed with everything it started when the token fires.</summary>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteInputAsync(process);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(ToString(), process.ExitCode, await output, await error);
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>Starts the program with all three of its streams in our hands.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        if (Environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in Environment)
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start) ?? throw new LabException($"could not start {File}");
    }

    /// <summary>Ends a program and everything it started, if it has not ended by itself.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    public override string ToString() => string.Join(' ', [Path.GetFileName(File), .. Arguments]);

    private async Task WriteInputAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading to the end: its exit code tells why.
        }
    }
}

/// <summary>What a finished program left behind.</summary>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Success => ExitCode == 0;

    /// <summary>The output, or an exception that carries everything the program said.</summary>
    public string OrThrow() => Success
        ? Output
        : throw new LabException($"exit code {ExitCode}: {Command}\n{Output}{Error}".TrimEnd());
}
