using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>Whatever is done to a pod, its agent makes it whole, and it is announced again; nobody types
/// anything.</summary>
public sealed class BlowTests(Hosts hosts, ITestOutputHelper output)
{
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsLong => Environment.GetEnvironmentVariable("PERCH_LONG") is { Length: > 0 };

    /// <summary>In the short run the newest engine as it comes; in the long one every engine in every mode.</summary>
    public static TheoryData<string, bool, string> Cases() =>
    [
        .. from engine in (string[])(IsLong ? [Engines.Current, Engines.Oldest] : [Engines.Current])
           from liveRestore in (bool[])(IsLong ? [false, true] : [false])
           from blow in Blows.All
           where (blow.LiveRestore ?? liveRestore) == liveRestore && (IsLong || blow.IsShort)
           select new TheoryDataRow<string, bool, string>(engine, liveRestore, blow.Name),
    ];

    [LabTheory]
    [MemberData(nameof(Cases))]
    public async Task A_pod_becomes_whole_by_itself(string engine, bool liveRestore, string blow)
    {
        var host = await hosts.GetAsync(engine, liveRestore, Token);
        var strike = Blows.All.Single(one => one.Name == blow);

        await strike.StrikeAsync(host, Token);
        var took = await host.WholeAsync(blow, Token);

        output.WriteLine($"| {engine} | {(liveRestore ? "on" : "off")} | {blow} | {took.TotalSeconds:0.0} s |");
        if (strike.IsFast)
        {
            Assert.InRange(took, TimeSpan.Zero, Fast);
        }
    }

    [LabFact]
    public async Task What_its_operator_stopped_stays_stopped_while_the_rest_is_healed()
    {
        var host = await hosts.GetAsync(Engines.Current, liveRestore: false, Token);
        await host.DoAsync($"docker stop -t 2 {TortureHost.Application}", Token);
        await SaysAsync(host, "stopped by its operator");

        await host.DoAsync($"docker restart {TortureHost.Holder}", Token);
        await SaysAsync(host, "resting: ");

        var state = await host.DoAsync(
            $"docker inspect --format '{{{{.State.Status}}}}' {TortureHost.Application}", Token);
        Assert.Equal("exited", state.Trim());
        await host.DoAsync($"docker start {TortureHost.Application}", Token);
        await host.WholeAsync("docker start", Token);
    }

    private static async Task SaysAsync(TortureHost host, string words) => await Until.SeenAsync(
        $"a verdict with '{words}'", TortureHost.Limit, host.VerdictAsync,
        verdict => verdict.Contains(words, StringComparison.Ordinal), Token);
}
