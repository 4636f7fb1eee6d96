using System.Globalization;

namespace Perch.Tests.Interop.Hostile;

/// <summary>What a process has used so far, as proc_pid_stat(5) and proc_pid_status(5) have it.</summary>
internal readonly record struct Usage(double CpuSeconds, int ResidentKib, int PeakKib)
{
    /// <summary>Of sysconf(_SC_CLK_TCK), on every Linux that there is.</summary>
    private const double TicksPerSecond = 100;

    public static Usage Of(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[11]) + Number(fields[12]);
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new Usage(ticks / TicksPerSecond, Line(status, "VmRSS:"), Line(status, "VmHWM:"));
    }

    private static int Line(string[] status, string name) =>
        Number(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2].Trim());

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
