using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>What happens to the agent itself.</summary>
internal static class AgentBlows
{
    private const string State = "/var/lib/perch-agent";

    public static async Task KillMeanwhileAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.DoAsync($"docker rm -f {TortureHost.Holder}", cancellationToken);
        await Until.SoAsync(
            "a step of the agent", TortureHost.Limit,
            async token => (await host.Machine.RunAsync($"docker inspect {TortureHost.Holder}", token)).Success,
            cancellationToken);
        await host.KillAgentAsync(cancellationToken);
        await host.StartAgentAsync(cancellationToken);
    }

    /// <summary>What the agent kept moves to a disk of its own, which is then filled to the last byte.</summary>
    public static async Task FillJournalAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.DoAsync(
            $"mkdir -p /mnt/full && mount -t tmpfs -o size=512k tmpfs /mnt/full && cp -a {State}/. /mnt/full "
            + $"&& mount --move /mnt/full {State} && ! cat /dev/zero >{State}/fill", cancellationToken);
        await host.DoAsync($"docker rm -f {TortureHost.Holder}", cancellationToken);
    }

    public static async Task EmptyJournalAsync(TortureHost host, CancellationToken cancellationToken) =>
        await host.DoAsync($"umount {State}", cancellationToken);
}
