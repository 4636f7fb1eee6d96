using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>An engine whose disk is full refuses what healing needs, for as long as it is full.</summary>
public sealed class DiskTests
{
    /// <summary>Where the engine keeps everything; on a disk of its own, so that no other is filled.</summary>
    private const string Disk = "/var/lib/docker";

    /// <summary>As the page calls it.</summary>
    internal const string Full = "holder removed, and the engine's disk is full for a while";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task A_pod_is_whole_again_once_the_engines_disk_has_room(string engine, bool liveRestore) =>
        Results.OfAsync(engine, liveRestore, Full, async () =>
        {
            await using var host = await TortureHost.StartAsync(
                engine, new EngineOptions { LiveRestore = liveRestore }, Token,
                $"mount -t tmpfs -o size=300m tmpfs {Disk}");
            await host.EnsureWholeAsync(Token);
            await host.DoAsync($"! cat /dev/zero >{Disk}/fill", Token);
            await host.DoAsync($"docker rm -f {TortureHost.Holder}", Token);
            await host.SaysAsync("no space left on device", Token);

            await host.DoAsync($"rm {Disk}/fill", Token);
            var took = await host.WholeAsync("room on the engine's disk", Token);
            return ("healed", Results.Seconds(took));
        });
}
