using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Others originate what is the speaker's: it fights back, at most once per MinLSArrival each.</summary>
[Collection(SiegeTurns.Name)]
public sealed class ForgedTests(Siege siege)
{
    /// <summary>Above every number that the speaker comes to by itself, below the last.</summary>
    private const int Above = 0x7000_0000;

    /// <summary>MinLSArrival, less what a busy machine makes of it (RFC 2328 B).</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.9);

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(Siege.IsLong ? 10 : 1.5);

    public static TheoryData<int> Versions => Siege.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Twenty of each a second, always newer.</summary>
    [InteropTheory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Newer_copies_of_our_own_are_overtaken_at_a_bounded_rate(int version) =>
        await Fight(version, (forge, key, number) => forge.Own(key, number));

    /// <summary>FRR #22103, #22862, #20601: an old copy comes back flushed, within MinLSArrival.</summary>
    [InteropTheory]
    [MemberData(nameof(Versions))]
    public async Task Flushed_copies_of_our_own_are_overtaken_at_a_bounded_rate(int version) => await Fight(
        version, (forge, key, number) =>
            forge.Own(key, number, LsaHeader.MaxAge));

    [InteropFact]
    public async Task Older_copies_of_our_own_are_answered_at_a_bounded_rate() =>
        await Fight(2, (forge, key, _) => forge.Own(key, int.MinValue + 5), least: 0);

    /// <summary>CVE-2017-3224, VU#793496, FRR #8728; and with it the wrap of the sequence number: what has the last one
    /// is flushed first, and followed by the first (RFC 2328 12.1.6).</summary>
    [InteropTheory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_last_sequence_number_is_flushed_and_followed_by_the_first(int version)
    {
        await siege.Ready();
        var (forge, since) = (Forger(version), siege.Seen.Now);
        var key = forge.ExternalKey;
        siege.Send(siege.Router, forge.Version, forge.Update(forge.Own(key, int.MaxValue)));
        bool Wrapped() => siege.Seen.Instances(key, since)
            .Any(sent => sent.Lsa.Sequence == SequenceNumber.Initial && !sent.Lsa.IsMaxAge);
        Assert.True(await Command.Eventually(Wrapped, 15, Token), Told(key, since));
        Assert.Contains(siege.Seen.Instances(key, since), sent =>
            sent.Lsa.IsMaxAge && sent.Lsa.Sequence == SequenceNumber.Max);
        await siege.IsWell();
    }

    /// <summary>FRR #6218, #6219.</summary>
    [InteropTheory]
    [MemberData(nameof(Versions))]
    public async Task Our_own_LSA_several_times_in_one_update_is_originated_again_once(int version)
    {
        await siege.Ready();
        var (forge, since) = (Forger(version), siege.Seen.Now);
        var key = forge.ExternalKey;
        var from = Next(key);
        siege.Send(siege.Router, forge.Version, forge.Update(
            forge.Own(key, from, LsaHeader.MaxAge),
            forge.Own(key, from + 1),
            forge.Own(key, from + 2, LsaHeader.MaxAge)));
        bool Overtaken() => siege.Seen.Instances(key, since).Any(sent => sent.Lsa.Sequence.Value > from + 2);
        Assert.True(await Command.Eventually(Overtaken, 10, Token), Told(key, since));
        Assert.InRange(siege.Seen.Instances(key, since).Count, 1, 2);
        await siege.IsUnharmed();
    }

    /// <summary>Four thousand LSAs that say they are the speaker's and never were.</summary>
    [InteropFact]
    public async Task What_was_never_ours_is_flushed_in_bounded_numbers()
    {
        await siege.Ready();
        var (forge, since) = (Forger(2), siege.Seen.Now);
        for (var i = 0; i < 100; i++)
        {
            siege.Send(siege.Router, forge.Version, forge.Update([.. Enumerable.Range(i * 40, 40).Select(n =>
                Lsas.Of(LsType.AsExternal, (uint)n, siege.Speaker.Id, Above, Lsas.Body2))]));
        }

        await siege.IsUnharmed();
        Assert.InRange(siege.Seen.Count(PacketType.LinkStateUpdate, since), 1, 600);
    }

    /// <param name="least">How often each is sent at least.</param>
    private async Task Fight(int version, Func<Forge, LsaKey, int, byte[]> make, int least = 1)
    {
        await siege.Ready();
        var (forge, since) = (Forger(version), siege.Seen.Now);
        LsaKey[] keys = [forge.ExternalKey, forge.RouterKey];
        var first = keys.ToDictionary(key => key, Next);
        var frames = Enumerable.Range(1, 100).Select(number => siege.ToSpeaker(
            siege.Router, forge.Version, forge.Update([.. keys.Select(key => make(forge, key, first[key] + number))])));
        using (var storm = new Storm(siege.Tap, [.. frames], perSecond: 20, Time))
        {
            storm.Wait();
        }

        await siege.IsUnharmed();
        foreach (var key in keys)
        {
            var sent = siege.Seen.Instances(key, since).Select(one => one.At).ToList();
            Assert.InRange(sent.Count, least, (int)((siege.Seen.Now - since) / Shortest) + 1);
            Assert.All(
                sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second - pair.First > Shortest, Told(key, since)));
        }
    }

    private int Next(LsaKey key) => Math.Min(siege.Seen.Last(key) ?? Above, int.MaxValue - 5000) + 1000;

    private Forge Forger(int version) => new(siege.Router, siege.Speaker, (OspfVersion)version);

    private string Told(LsaKey key, TimeSpan since) =>
        string.Join('\n', siege.Seen.Instances(key, since)) + $"\n{siege.Pod.Speaker}";
}
