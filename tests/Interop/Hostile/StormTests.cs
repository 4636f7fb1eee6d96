using System.Diagnostics;
using Perch.Routing.Ospf;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Fifty thousand packets a second, for as long as it takes to see that the speaker does not mind: it stays
/// Full, answers, and takes its routes back in time when the service dies.</summary>
[Collection(SiegeTurns.Name)]
public sealed class StormTests(Siege siege)
{
    private const int PerSecond = 50_000;

    /// <summary>What a storm may add to the most that was ever resident.</summary>
    private const int MostKib = 4096;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(Siege.IsLong ? 10 : 0.7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    public static TheoryData<int, string> Kinds => Siege.IsLong
        ? [.. Storms.All.Keys.SelectMany(what => new[] { (2, what), (3, what) })]
        : [(2, "hellos of 2,000 strangers"), (2, "topology of strangers"), (3, "updates")];

    /// <summary>What blows, how the service ends, and the seconds in which the routes are taken back.</summary>
    public static TheoryData<string, string, double> Ends => Siege.IsLong
        ?
        [
            .. Storms.All.Keys.Where(what => what != "forged copies of our own")
                .SelectMany(what => new[] { (what, "KILL", 1.0), (what, "STOP", 4.0) }),
        ]
        : [("updates", "KILL", 1), ("hellos of 2,000 strangers", "STOP", 4)];

    [InteropTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_storm_harms_nothing(int version, string what)
    {
        await siege.Ready();
        var (forge, since) = (Forger(version), siege.Seen.Now);
        await Endure($"OSPFv{version} {what}", Storms.All[what](siege, forge), Time);
        await siege.IsUnharmed();
        Assert.InRange(siege.Seen.Instances(forge.ExternalKey, since).Count, 0, (int)Time.TotalSeconds + 12);
    }

    [InteropTheory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_hundred_thousand_LSAs_at_once_harm_nothing(int version)
    {
        await siege.Ready();
        await Endure($"OSPFv{version} 100,000 LSAs", Storms.Lsas(siege, Forger(version)), time: null);
        await siege.IsUnharmed();
    }

    /// <summary>Without authentication it costs the adjacency while it lasts, and all is as before a moment
    /// later.</summary>
    [InteropFact]
    public async Task A_storm_of_descriptions_under_the_routers_name_is_over_when_it_is_over()
    {
        await siege.Ready();
        var before = siege.Losses;
        await Endure("OSPFv2 descriptions of the router", Storms.Descriptions(siege, Forger(2)), Time);
        Assert.True(siege.Losses > before, "nothing came of it");
        await siege.IsWell(20);
    }

    /// <summary>The gate's work goes on: a dead socket is noticed at once, and a service that hangs is asked twice in
    /// vain, a second each.</summary>
    [InteropTheory]
    [MemberData(nameof(Ends))]
    public async Task Routes_are_taken_back_in_the_middle_of_a_storm(string what, string signal, double seconds)
    {
        await siege.Ready();
        var forge = Forger(2);
        using var storm = new Storm(siege.Tap, [.. Storms.All[what](siege, forge)], PerSecond, TimeSpan.FromSeconds(8));
        await Command.Eventually(() => false, 0.5, Token);
        var since = siege.Seen.Now;
        Command.Run("kill", $"-{signal}", $"{siege.Service.Id}");
        TimeSpan? Withdrawn(int version) => siege.Seen.Instances(Forger(version).ExternalKey, since)
            .Where(sent => sent.Lsa.IsMaxAge).Select(sent => (TimeSpan?)(sent.At - since)).FirstOrDefault();
        Assert.True(
            await Command.Eventually(() => Withdrawn(2) is not null && Withdrawn(3) is not null, seconds, Token),
            $"not withdrawn in {seconds} s\n{siege.Pod.Speaker}");
        storm.Stop();
        storm.Wait();
        Output.WriteLine($"{signal} in {storm.Rate:0} {what} a second: withdrawn after "
            + $"{Withdrawn(2)!.Value.TotalMilliseconds:0} and {Withdrawn(3)!.Value.TotalMilliseconds:0} ms");
        siege.Service.Kill();
        await siege.Pod.IsWithdrawn();
    }

    /// <param name="time">Null: each frame once.</param>
    private async Task Endure(string what, IEnumerable<byte[]> frames, TimeSpan? time)
    {
        var all = frames.ToList();
        var before = Usage.Of(siege.Pod.Speaker.Id);
        var once = TimeSpan.FromSeconds(all.Count / (double)PerSecond);
        using var storm = new Storm(siege.Tap, all, PerSecond, time ?? once);
        await Command.Eventually(() => false, (time ?? TimeSpan.Zero) / TimeSpan.FromSeconds(2), Token);
        var answer = Stopwatch.StartNew();
        Assert.NotNull(siege.Pod.Speaker.WholeStatus());
        answer.Stop();
        storm.Wait();
        var after = Usage.Of(siege.Pod.Speaker.Id);
        var share = 100 * (after.CpuSeconds - before.CpuSeconds) / storm.Seconds;
        Output.WriteLine($"{what}: {storm.Sent} packets, {storm.Rate:0}/s; processor {share:0} %, "
            + $"resident {before.ResidentKib} -> {after.ResidentKib} KiB, most ever {after.PeakKib}; "
            + $"status after {answer.ElapsedMilliseconds} ms");
        Assert.InRange(after.PeakKib - before.PeakKib, 0, MostKib);
    }

    private Forge Forger(int version) => new(siege.Router, siege.Speaker, (OspfVersion)version);
}
