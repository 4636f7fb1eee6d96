using System.Diagnostics;

namespace Perch.Tests.Interop;

/// <summary>Programs of the machine, run to their end or started.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Its output; a failure ends the test with what the program said.</summary>
    public static string Run(params string[] line)
    {
        var (code, output) = Try(line);
        Assert.True(code == 0, $"{string.Join(' ', line)} ended with {code}: {output}");
        return output;
    }

    public static (int Code, string Output) Try(params string[] line)
    {
        using var process = Process.Start(Prepare(line))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{string.Join(' ', line)} does not end");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    /// <summary>Starts a program whose lines, from both streams, go to <paramref name="read"/>.</summary>
    public static Process Start(Action<string> read, params string[] line)
    {
        var process = new Process { StartInfo = Prepare(line) };
        process.OutputDataReceived += (_, said) => read(said.Data ?? "");
        process.ErrorDataReceived += (_, said) => read(said.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>True when it holds before the time is over; looks every 50 ms.</summary>
    public static async Task<bool> Eventually(Func<bool> holds, double seconds, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            if (holds())
            {
                return true;
            }

            await Task.Delay(50, cancellationToken);
        }

        return holds();
    }

    private static ProcessStartInfo Prepare(string[] line) => new(line[0], line[1..])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
