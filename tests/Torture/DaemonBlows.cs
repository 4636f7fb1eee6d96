using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>What happens to the engine itself.</summary>
internal static class DaemonBlows
{
    private const string Socket = "/run/docker.sock";

    /// <summary>A daemon that goes down stops every container, with the same events as an operator; to heal then would
    /// be a fight.</summary>
    public static async Task RestartAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var before = host.Heals();
        await host.Engine.StopAsync(cancellationToken);
        if (host.Heals() is var after && after != before)
        {
            throw new LabException($"{after - before} steps of healing while the daemon went down");
        }

        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    public static async Task KillAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.Engine.KillAsync(cancellationToken);
        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    public static async Task LosePowerAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.Engine.LosePowerAsync(cancellationToken);
        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    /// <summary>dockerd makes the holder a new namespace of the same address, and the members go on in the old one,
    /// whose interface is still on the bridge.</summary>
    public static async Task EndHolderMeanwhileAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var pid = await host.DoAsync(
            $"docker inspect --format '{{{{.State.Pid}}}}' {TortureHost.Holder}", cancellationToken);
        await host.Engine.StopAsync(cancellationToken);
        await host.DoAsync($"kill -9 {pid}", cancellationToken);
        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    public static async Task ZombieTwinAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.KillAgentAsync(cancellationToken);
        await EndHolderMeanwhileAsync(host, cancellationToken);
        var twins = await host.DoAsync(
            $"for pid in $(docker inspect --format '{{{{.State.Pid}}}}' {TortureHost.Holder} {TortureHost.Speaker}); "
            + "do readlink /proc/$pid/ns/net; nsenter --net=/proc/$pid/ns/net ip -o -4 address show dev eth0 "
            + "| awk '{print $4}'; done", cancellationToken);
        if (twins.Split('\n', StringSplitOptions.RemoveEmptyEntries) is not [var one, var address, var other, var same]
            || one == other || address != same)
        {
            throw new LabException($"no twins:\n{twins}");
        }

        await host.StartAgentAsync(cancellationToken);
    }

    /// <summary>As when somebody mounts over it, or a proxy before it ends.</summary>
    public static async Task LoseSocketAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var pid = await host.DoAsync(
            $"docker inspect --format '{{{{.State.Pid}}}}' {TortureHost.Holder}", cancellationToken);
        await host.DoAsync($"mv {Socket} {Socket}.away && kill -9 {pid}", cancellationToken);
        await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken);
        await host.DoAsync($"mv {Socket}.away {Socket}", cancellationToken);
    }
}
