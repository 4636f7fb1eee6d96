using System.Diagnostics;
using Perch.Lab;

namespace Perch.Tests.Engine;

/// <summary>The programs for other processors than this machine's, run by QEMU.</summary>
public sealed class ArchitectureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Fifty ticks of the clock that the kernel counts a process's time in: a loop would use some.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData("arm64", "aarch64")]
    [InlineData("arm-v7", "arm")]
    [InlineData("386", "i386")]
    [InlineData("riscv64", "riscv64")]
    [InlineData("ppc64le", "ppc64le")]
    [InlineData("s390x", "s390x")]
    public async Task A_holder_for_another_processor_starts_and_sleeps(string platform, string processor)
    {
        using var folder = new ScratchFolder();
        Archives.Unpack($"holder-{platform}", folder.Location);
        using var holder = Emulated(processor, $"{folder.Location}/perch-holder").Start();
        try
        {
            await Until.SoAsync("sleep of the holder", Limit, token => SleepsAsync(holder, token), Token);
        }
        finally
        {
            Command.Kill(holder);
        }
    }

    [LabFact]
    public async Task The_speaker_for_arm64_starts()
    {
        using var folder = new ScratchFolder();
        Archives.Unpack("speaker-arm64", folder.Location);

        var speaker = await Emulated("aarch64", $"{folder.Location}/perch-speaker", "--version").RunAsync(Token);

        Assert.StartsWith("perch-speaker ", speaker.OrThrow(), StringComparison.Ordinal);
    }

    private static Command Emulated(string processor, params string[] command) =>
        new($"/usr/bin/qemu-{processor}-static", command);

    /// <summary>Whether a process sleeps, and has not used the processor for a while.</summary>
    private static async Task<bool> SleepsAsync(Process process, CancellationToken cancellationToken)
    {
        var before = UsedTime(process);
        await Task.Delay(Nap, cancellationToken);
        var status = await File.ReadAllTextAsync($"/proc/{process.Id}/stat", cancellationToken);
        return UsedTime(process) == before && status.Contains(") S ", StringComparison.Ordinal);
    }

    private static TimeSpan UsedTime(Process process)
    {
        Assert.False(process.HasExited, "the holder has ended by itself");
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
