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

    private const string Heal = "agent killed after each order of a healing";
    private const string Restart = "holder killed, and the agent after each order of the healing";
    private const string Update = "update killed after each of its orders";

    /// <summary>As the page calls them.</summary>
    internal static readonly IReadOnlyList<string> Names = [Restart, Heal, Update];

    /// <summary>One healing may have fewer orders than another; as many in a row with none left, and all were
    /// had.</summary>
    private const int Enough = 3;

    /// <summary>The short run has one death in the middle; the long one has them all.</summary>
    private const int Middle = 9;

    /// <summary>That of the speaker's restart, when it has been killed.</summary>
    private const int MiddleOfRestart = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory(Timeout = LongLimit)]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task A_healing_agent_that_is_killed_at_any_order_leaves_a_pod_that_becomes_whole(
        string engine, bool liveRestore) => Results.OfAsync(engine, liveRestore, Heal, async () =>
        {
            var host = await hosts.GetAsync(engine, liveRestore, TestContext.Current.CancellationToken);
            return await EachDeathAsync(Middle, order => HealAsync(host, "docker rm -f", order));
        });

    [LabTheory(Timeout = LongLimit)]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task An_agent_that_is_killed_while_it_restarts_members_leaves_a_pod_that_becomes_whole(
        string engine, bool liveRestore) => Results.OfAsync(engine, liveRestore, Restart, async () =>
        {
            var host = await hosts.GetAsync(engine, liveRestore, TestContext.Current.CancellationToken);
            return await EachDeathAsync(MiddleOfRestart, order => HealAsync(host, "docker kill", order));
        });

    [LabTheory(Timeout = LongLimit)]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public Task An_update_that_is_killed_at_any_order_is_finished_or_undone_by_the_agent(
        string engine, bool liveRestore) => Results.OfAsync(engine, liveRestore, Update, async () =>
        {
            var host = await hosts.GetAsync(engine, liveRestore, TestContext.Current.CancellationToken);
            return await EachDeathAsync(Middle, order => UpdateAsync(host, order));
        });

    /// <param name="middle">The order of the short run.</param>
    /// <param name="die">Dies at that order, and returns when the pod was whole; null when there are not so many
    /// orders.</param>
    private static async Task<(string Outcome, string Whole)> EachDeathAsync(
        int middle, Func<int, Task<TimeSpan?>> die)
    {
        var (deaths, longest, without) = (0, TimeSpan.Zero, 0);
        foreach (var order in Long.IsOn ? Enumerable.Range(1, Most) : [middle])
        {
            if (await die(order) is { } took)
            {
                (deaths, longest, without) = (deaths + 1, took > longest ? took : longest, 0);
            }
            else if (++without == Enough)
            {
                break;
            }
        }

        return (
            string.Create(CultureInfo.InvariantCulture, $"healed after each of {deaths} deaths"),
            "≤ " + Results.Seconds(longest));
    }

    private async Task<TimeSpan?> HealAsync(TortureHost host, string blow, int order)
    {
        // An agent beside it could bind a member to its holder's name, and the healing would have fewer orders.
        await host.KillAgentAsync(Token);
        await host.RenewAsync(Token);
        using var proxy = new EngineProxy(host.Machine, order, () => host.KillAgentAsync(Token));
        await host.StartAgentAsync(Token, EngineProxy.Variable);
        await host.SaysAsync("well", Token);
        await host.DoAsync($"{blow} {TortureHost.Holder}", Token);
        var whole = host.WholeAsync("a healing without a death", Token);
        if (await Task.WhenAny(proxy.Killed, whole) == whole)
        {
            await whole;
            await host.KillAgentAsync(Token);
            await host.StartAgentAsync(Token);
            return null;
        }

        await host.StartAgentAsync(Token);
        var moment = $"after order {order}, {await proxy.Killed}";
        var took = await host.WholeAsync($"death of the agent {moment}", Token);
        await host.NothingAsideAsync(Token);
        output.WriteLine($"{moment}: {took.TotalSeconds:0.0} s");
        return took;
    }

    private async Task<TimeSpan?> UpdateAsync(TortureHost host, int order)
    {
        await host.Engine.ImportAsync("powerdns", Token, [$"LABEL release={order}"]);
        using var proxy = new EngineProxy(host.Machine, order, () => host.Machine.DoAsync(
            "kill -9 $(pgrep -f '^perch update')", Token));
        var update = host.Machine.RunAsync(
            $"cd {NameServer.Folder} && "
            + $"env {EngineProxy.Variable} perch update powerdns --no-pull --force --soak 1s", Token);
        if (await Task.WhenAny(proxy.Killed, update) == update && await update is var ended
            && ended.ExitCode != Killed)
        {
            ended.OrThrow();
            return null;
        }

        var moment = $"after order {order}, {await proxy.Killed}";
        var took = await host.NothingAsideAsync(Token);
        took += await host.WholeAsync($"death of the update {moment}", Token);
        output.WriteLine($"{moment}: {took.TotalSeconds:0.0} s");
        return took;
    }
}
