using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Everything that is known to break a pod of containers in one namespace, and that Docker does not
/// mend.</summary>
internal static class Blows
{
    private const string Holder = TortureHost.Holder;
    private const string Application = TortureHost.Application;
    private const string Speaker = TortureHost.Speaker;

    public static readonly IReadOnlyList<Blow> All =
    [
        Line("holder restarted", $"docker restart {Holder}") with { IsFast = true },
        new("holder crashed", (host, token) => host.Engine.SignalAsync(Holder, "KILL", token)) { IsFast = true },
        Line("holder killed", $"docker kill {Holder}") with { IsFast = true, IsShort = true },
        Line("holder removed", $"docker rm -f {Holder}") with { IsShort = true },
        Line("holder removed and recreated by Compose",
            $"docker rm -f {Holder} && docker compose -p dns --project-directory . -f .perch/compose.yaml "
            + "up -d --no-deps powerdns-net") with { IsShort = true },
        Line("holder recreated by Compose while the members ran",
            "docker compose -p dns --project-directory . -f .perch/compose.yaml up -d --no-deps --force-recreate "
            + "powerdns-net"),
        Line("member restarted after its holder was removed", $"docker rm -f {Holder}; ! docker restart {Application}"),
        new("member exits while the holder is stopped", EndMemberWithoutHolderAsync),
        new("both members exit while the holder is dead, the agent too", EndAllWithoutAgentAsync) { IsShort = true },
        Line("member killed", $"docker kill {Application}"),
        new("daemon restarted", RestartAsync) { IsShort = true },
        new("daemon killed and started", async (host, token) =>
        {
            await host.Engine.KillAsync(token);
            await host.Engine.StartAsync(host.EngineOptions, token);
        }),
        new("power lost", async (host, token) =>
        {
            await host.Engine.LosePowerAsync(token);
            await host.Engine.StartAsync(host.EngineOptions, token);
        }),
        new("holder dies while the daemon is down", DieMeanwhileAsync) { LiveRestore = true, IsFast = true },
        Line("holder paused and members restarted",
            $"docker pause {Holder} && docker restart {Application} && docker unpause {Holder}"),
        new("agent killed while it heals", KillAgentMeanwhileAsync) { IsShort = true },
        Line("everything at once, restarted by Compose",
            "docker compose -p dns --project-directory . -f .perch/compose.yaml restart"),
    ];

    private static Blow Line(string name, string line) => new(name, (host, token) => host.DoAsync(line, token));

    private static async Task RestartAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.Engine.StopAsync(cancellationToken);
        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    /// <summary>Docker tries once to start each of them, fails, and never tries again.</summary>
    private static async Task EndMemberWithoutHolderAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.DoAsync($"docker stop {Holder}", cancellationToken);
        await host.Engine.SignalAsync(Application, "KILL", cancellationToken);
        await ExitedAsync(host, Application, cancellationToken);
        await host.DoAsync($"docker start {Holder}", cancellationToken);
    }

    private static async Task EndAllWithoutAgentAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.KillAgentAsync(cancellationToken);
        await host.DoAsync($"docker kill {Holder}", cancellationToken);
        foreach (var member in (string[])[Application, Speaker])
        {
            await host.Engine.SignalAsync(member, "KILL", cancellationToken);
            await ExitedAsync(host, member, cancellationToken);
        }

        await host.StartAgentAsync(cancellationToken);
    }

    /// <summary>The zombie twin: dockerd makes the holder a new namespace of the same address, and the members go on in
    /// the old one.</summary>
    private static async Task DieMeanwhileAsync(TortureHost host, CancellationToken cancellationToken)
    {
        var pid = await host.DoAsync($"docker inspect --format '{{{{.State.Pid}}}}' {Holder}", cancellationToken);
        await host.Engine.StopAsync(cancellationToken);
        await host.DoAsync($"kill -9 {pid}", cancellationToken);
        await host.Engine.StartAsync(host.EngineOptions, cancellationToken);
    }

    private static async Task KillAgentMeanwhileAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.DoAsync($"docker rm -f {Holder}", cancellationToken);
        await Until.SoAsync(
            "a step of the agent", TortureHost.Limit,
            async token => (await host.Machine.RunAsync($"docker inspect {Holder}", token)).Success, cancellationToken);
        await host.KillAgentAsync(cancellationToken);
        await host.StartAgentAsync(cancellationToken);
    }

    private static async Task ExitedAsync(TortureHost host, string container, CancellationToken cancellationToken) =>
        await Until.SeenAsync(
            $"end of {container}", TortureHost.Limit,
            token => host.DoAsync($"docker inspect --format '{{{{.State.Status}}}}' {container}", token),
            state => state.Trim() == "exited", cancellationToken);
}
