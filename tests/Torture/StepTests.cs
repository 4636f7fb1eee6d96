using System.Globalization;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Whoever gives the engine orders may die after each of them; the next one to come finishes or undoes what
/// was begun.</summary>
public sealed class StepTests(Hosts hosts, ITestOutputHelper output)
{
    /// <summary>More orders than any healing or update has.</summary>
    private const int Most = 60;

    /// <summary>Thirty deaths, and a minute for each.</summary>
    private const int LongLimit = 30 * 60_000;

    /// <summary>What a shell says of a program that SIGKILL ended.</summary>
    private const int Killed = 128 + 9;

    /// <summary>The short run has one death in the middle; the long one has them all.</summary>
    private static IEnumerable<int> Deaths(int step) => Long.IsOn ? Enumerable.Range(1, Most) : [step];

    [LabFact(Timeout = LongLimit)]
    public async Task A_healing_agent_that_is_killed_at_any_order_leaves_a_pod_that_becomes_whole()
    {
        var token = TestContext.Current.CancellationToken;
        var (engine, liveRestore) = Long.Modes.First();
        var host = await hosts.GetAsync(engine, liveRestore, token);
        var (deaths, longest) = (0, TimeSpan.Zero);
        foreach (var order in Deaths(step: 9))
        {
            await host.RenewAsync(token);
            using var proxy = new EngineProxy(host.Machine, order, () => host.KillAgentAsync(token));
            await host.KillAgentAsync(token);
            await host.StartAgentAsync(token, EngineProxy.Variable);
            await host.SaysAsync("well", token);
            await host.DoAsync($"docker rm -f {TortureHost.Holder}", token);
            var whole = host.WholeAsync("a healing without a death", token);
            if (await Task.WhenAny(proxy.Killed, whole) == whole)
            {
                await whole;
                break;
            }

            await host.StartAgentAsync(token);
            var moment = $"after order {order}, {await proxy.Killed}";
            var took = await host.WholeAsync($"death of the agent {moment}", token);
            await host.NothingAsideAsync(token);
            output.WriteLine($"{moment}: {took.TotalSeconds:0.0} s");
            (deaths, longest) = (deaths + 1, took > longest ? took : longest);
        }

        await RestartAgentAsync(host, token);
        Tell(engine, liveRestore, "agent killed after each order of a healing", deaths, longest);
    }

    [LabFact(Timeout = LongLimit)]
    public async Task An_update_that_is_killed_at_any_order_is_finished_or_undone_by_the_agent()
    {
        var token = TestContext.Current.CancellationToken;
        var (engine, liveRestore) = Long.Modes.First();
        var host = await hosts.GetAsync(engine, liveRestore, token);
        var (deaths, longest) = (0, TimeSpan.Zero);
        foreach (var order in Deaths(step: 9))
        {
            await host.Engine.ImportAsync("powerdns", token, [$"LABEL release={order}"]);
            using var proxy = new EngineProxy(host.Machine, order, () => host.Machine.DoAsync(
                "kill -9 $(pgrep -f '^perch update')", token));
            var update = host.Machine.RunAsync(
                $"cd {NameServer.Folder} && "
                + $"env {EngineProxy.Variable} perch update powerdns --no-pull --force --soak 1s", token);
            if (await Task.WhenAny(proxy.Killed, update) == update && await update is var ended
                && ended.ExitCode != Killed)
            {
                ended.OrThrow();
                break;
            }

            var moment = $"after order {order}, {await proxy.Killed}";
            var took = await host.NothingAsideAsync(token);
            took += await host.WholeAsync($"death of the update {moment}", token);
            output.WriteLine($"{moment}: {took.TotalSeconds:0.0} s");
            (deaths, longest) = (deaths + 1, took > longest ? took : longest);
        }

        Tell(engine, liveRestore, "update killed after each of its orders", deaths, longest);
    }

    private static async Task RestartAgentAsync(TortureHost host, CancellationToken cancellationToken)
    {
        await host.KillAgentAsync(cancellationToken);
        await host.StartAgentAsync(cancellationToken);
    }

    private static void Tell(string engine, bool liveRestore, string what, int deaths, TimeSpan longest) => Results.Add(
        engine, liveRestore, what, string.Create(CultureInfo.InvariantCulture, $"healed after each of {deaths} deaths"),
        "≤ " + Results.Seconds(longest), null);
}
