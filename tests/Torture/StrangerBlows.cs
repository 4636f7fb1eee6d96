using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Containers that belong to nobody's pod.</summary>
internal static class StrangerBlows
{
    private const string Stranger = "stranger";

    /// <summary>Docker creates the second one with an address, and refuses to start it.</summary>
    public static async Task TakeAddressAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.Engine.ImportAsync("busybox", cancellationToken);
        var address = (await host.DoAsync(
            $"docker inspect --format '{{{{range .NetworkSettings.Networks}}}}{{{{.IPAddress}}}}{{{{end}}}}' "
            + TortureHost.Holder, cancellationToken)).Trim();
        await host.DoAsync(
            $"docker rm -f {TortureHost.Holder} && docker run -d --name {Stranger} --network dns_default "
            + $"--ip {address} --stop-signal KILL lab/busybox sleep 600", cancellationToken);
        await host.SaysAsync("Address already in use", cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(8), cancellationToken);
        await host.DoAsync($"docker rm -f {Stranger}", cancellationToken);
    }

    public static async Task JoinAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.Engine.ImportAsync("busybox", cancellationToken);
        await host.DoAsync(
            $"docker run -d --name {Stranger} --network container:{TortureHost.Holder} --stop-signal KILL "
            + $"lab/busybox sleep 600 && docker restart {TortureHost.Holder}", cancellationToken);
    }

    /// <summary>It is its owner's, as it was: in the namespace that the holder had.</summary>
    public static async Task LeftAloneAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var started = await host.DoAsync(
            $"docker inspect --format '{{{{.State.StartedAt}}}}' {Stranger} {TortureHost.Holder}", cancellationToken);
        await host.DoAsync($"docker rm -f {Stranger}", cancellationToken);
        var times = started.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (string.CompareOrdinal(times[0], times[1]) >= 0)
        {
            throw new LabException($"somebody restarted {Stranger}: {started}");
        }
    }
}
