using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Whatever is done to a pod, its agent makes it whole, and it is announced again; nobody types
/// anything.</summary>
public sealed class BlowTests(Hosts hosts, ITestOutputHelper output)
{
    /// <summary>The host's next Hello comes within a second once the bridge has a link, and then 5 s. What takes longer
    /// is told on the page.</summary>
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1 + 5);

    /// <summary>For a machine that is busy with other hosts.</summary>
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(2);

    /// <summary>The dead interval, BIRD's tick of a second on the way to the kernel, and room for a busy
    /// machine.</summary>
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(4 + 1 + 1);

    /// <summary>As the page calls it.</summary>
    internal const string Stopped = "member stopped by its operator, then holder restarted";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>In the short run the newest engine as it comes; in the long one every engine in every mode.</summary>
    public static TheoryData<string, bool, string> Cases() =>
    [
        .. from mode in Long.Modes
           from blow in Blows.All
           where (blow.LiveRestore ?? mode.LiveRestore) == mode.LiveRestore && (Long.IsOn || blow.IsShort)
           select new TheoryDataRow<string, bool, string>(mode.Engine, mode.LiveRestore, blow.Name),
    ];

    [LabTheory]
    [MemberData(nameof(Cases))]
    public async Task A_pod_becomes_whole_by_itself(string engine, bool liveRestore, string blow)
    {
        var host = await hosts.GetAsync(engine, liveRestore, Token);
        var strike = Blows.All.Single(one => one.Name == blow);
        var before = await host.PidsAsync(Token);
        using var asker = Asker.Start(host.Machine);
        await asker.AnsweredAsync(TortureHost.Limit, Token);

        TimeSpan took;
        try
        {
            await strike.StrikeAsync(host, Token);
            took = await host.WholeAsync(blow, Token);
            await asker.AnsweredAsync(TortureHost.Limit, Token);
            await strike.AfterAsync(host, Token);
        }
        catch (LabException error)
        {
            Results.Add(engine, liveRestore, blow, "not whole: " + error.Message.Split('\n')[0], "-", null);
            throw;
        }

        var absence = asker.Stop();
        output.WriteLine($"{blow}, {engine}, live-restore {liveRestore}: {took}, {absence}");
        output.WriteLine(await host.DoAsync("perch events --since 3m || true", Token));
        var after = await host.PidsAsync(Token);
        var limit = strike.IsFast ? Fast : TortureHost.Limit;
        Results.Add(
            engine, liveRestore, blow, Outcome(strike, took > limit, before != after), Results.Seconds(took), absence);
        if (strike.IsNothing)
        {
            Assert.Equal(before, after);
        }

        Assert.InRange(took, TimeSpan.Zero, limit + Room);
        Assert.InRange(absence.Dark, TimeSpan.Zero, Detection);
    }

    [LabTheory]
    [MemberData(nameof(Long.EachMode), MemberType = typeof(Long))]
    public async Task What_its_operator_stopped_stays_stopped_while_the_rest_is_healed(string engine, bool liveRestore)
    {
        var host = await hosts.GetAsync(engine, liveRestore, Token);
        await host.DoAsync($"docker stop -t 2 {TortureHost.Application}", Token);
        await host.SaysAsync("stopped by its operator", Token);

        await host.DoAsync($"docker restart {TortureHost.Holder}", Token);
        await host.SaysAsync("resting: ", Token);

        var state = await host.DoAsync(
            $"docker inspect --format '{{{{.State.Status}}}}' {TortureHost.Application}", Token);
        Assert.Equal("exited", state.Trim());
        await host.DoAsync($"docker start {TortureHost.Application}", Token);
        await host.WholeAsync("docker start", Token);
        Results.Add(engine, liveRestore, Stopped, "stays stopped", "-", null);
    }

    private static string Outcome(Blow strike, bool late, bool changed) => strike.IsNothing
        ? (changed ? "other processes than before" : "nothing changed")
        : late ? "healed, after more than 6 s" : "healed";
}
