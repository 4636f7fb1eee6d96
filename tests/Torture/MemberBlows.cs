using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Docker tries once to start a member whose holder does not run, fails, and never tries again.</summary>
internal static class MemberBlows
{
    public static async Task EndWithoutHolderAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.DoAsync($"docker stop {TortureHost.Holder}", cancellationToken);
        await host.Engine.SignalAsync(TortureHost.Application, "KILL", cancellationToken);
        await ExitedAsync(host, TortureHost.Application, cancellationToken);
        await host.DoAsync($"docker start {TortureHost.Holder}", cancellationToken);
    }

    public static async Task EndAllWithoutAgentAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.KillAgentAsync(cancellationToken);
        await host.DoAsync($"docker kill {TortureHost.Holder}", cancellationToken);
        foreach (var member in (string[])[TortureHost.Application, TortureHost.Speaker])
        {
            await host.Engine.SignalAsync(member, "KILL", cancellationToken);
            await ExitedAsync(host, member, cancellationToken);
        }

        await host.StartAgentAsync(cancellationToken);
    }

    private static async Task ExitedAsync(TortureHost host, string container, CancellationToken cancellationToken) =>
        await Until.SeenAsync(
            $"end of {container}", TortureHost.Limit,
            token => host.DoAsync($"docker inspect --format '{{{{.State.Status}}}}' {container}", token),
            state => state.Trim() == "exited", cancellationToken);
}
