using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Perch.Tests.Unit.Agent;

/// <summary>The unit file that is shipped, as systemd itself reads it.</summary>
public sealed class UnitFileTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    [Fact]
    public async Task Systemd_finds_nothing_to_complain_of()
    {
        Assert.SkipUnless(File.Exists(Analyze), $"needs {Analyze}");
        var unit = Path.Combine(Path.GetTempPath(), $"perch-agent-{Environment.ProcessId}.service");
        // It looks whether the program is there.
        var text = File.ReadAllText(Path.Combine(Root(), "dist", "perch-agent.service"))
            .Replace("/usr/local/bin/perch ", "/bin/true ", StringComparison.Ordinal);
        File.WriteAllText(unit, text);
        try
        {
            var start = new ProcessStartInfo(Analyze, ["verify", unit]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Path.GetFileName(unit), said, StringComparison.Ordinal);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            File.Delete(unit);
        }
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
