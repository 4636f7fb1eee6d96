using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Sequence numbers: ours never go back, theirs must not.</summary>
public sealed class ReplayTests
{
    private const long Now = 1_795_000_000;

    [Fact]
    public void Every_packet_has_a_higher_number_than_the_one_before()
    {
        var counter = new SequenceCounter(0, Now);
        ulong last = 0;
        foreach (var at in new[] { Now, Now, Now, Now + 1, Now + 1, Now + 9, Now - 1000, 0, Now + 20 })
        {
            var next = counter.Next(at);
            Assert.True(next > last);
            Assert.True((uint)next > (uint)last);
            last = next;
        }

        Assert.Equal((uint)(Now + 20), (uint)last);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-100_000)]
    public void A_new_speaker_begins_above_the_old_one_whatever_the_clock_says(long later)
    {
        var old = new SequenceCounter(0, Now);
        ulong last = 0;
        for (var i = 0; i < 10_000; i++)
        {
            last = old.Next(Now + (i / 100));
        }

        var first = new SequenceCounter(old.Reserved, Now + later).Next(Now + later);
        Assert.True(first > last);

        // FRR before 2026-03 compares the low words apart from the high ones.
        Assert.True((uint)first > (uint)last);
    }

    [Fact]
    public void What_is_reserved_changes_seldom()
    {
        var counter = new SequenceCounter(0, Now);
        var changes = 0;
        ulong before = 0;
        for (var second = 0; second < 24 * 3600; second++)
        {
            counter.Next(Now + second);
            changes += counter.Reserved == before ? 0 : 1;
            before = counter.Reserved;
        }

        Assert.InRange(changes, 1, 24);
    }

    [Fact]
    public void A_clock_that_was_at_1970_and_is_set_later_does_no_harm()
    {
        var counter = new SequenceCounter(0, 7);
        var last = counter.Next(8);
        Assert.True(counter.Next(Now) > last);
        Assert.True(new SequenceCounter(counter.Reserved, 7).Next(7) > counter.Reserved);
    }

    [Fact]
    public void A_packet_that_comes_twice_is_taken_once_in_version_3()
    {
        var caught = Caught.All["BIRD v3 SHA-256"];
        var (authenticator, guard) = (Of(caught), new ReplayGuard());
        Assert.Equal(FaultKind.None, authenticator.Open(caught.Packet, caught.Source, Now, guard).Kind);
        var fault = authenticator.Open(caught.Packet, caught.Source, Now, guard);
        Assert.Equal((FaultKind.Replay, 4ul, 4ul), (fault.Kind, fault.Found, fault.Bound));
    }

    [Fact]
    public void In_version_2_the_same_number_may_come_again_but_no_lower_one()
    {
        var caught = Caught.All["BIRD v2 MD5"];
        var (authenticator, guard) = (Of(caught), new ReplayGuard());
        Assert.Equal(FaultKind.None, authenticator.Open(caught.Packet, caught.Source, Now, guard).Kind);
        Assert.Equal(FaultKind.None, authenticator.Open(caught.Packet, caught.Source, Now, guard).Kind);
        guard.Record(AuthenticationType.Cryptographic, PacketType.LinkStateUpdate, 0x6b05_0a56);
        Assert.Equal(FaultKind.Replay, authenticator.Open(caught.Packet, caught.Source, Now, guard).Kind);
    }

    [Fact]
    public void Each_packet_type_counts_for_itself_where_the_numbers_are_long()
    {
        var guard = new ReplayGuard();
        guard.Record(AuthenticationType.Trailer, PacketType.LinkStateUpdate, 9);
        Assert.True(guard.Accepts(AuthenticationType.Trailer, PacketType.Hello, 1));
        Assert.False(guard.Accepts(AuthenticationType.Trailer, PacketType.LinkStateUpdate, 9));
        Assert.True(guard.Accepts(AuthenticationType.Trailer, PacketType.LinkStateUpdate, 10));
    }

    [Fact]
    public void A_forger_cannot_move_the_number_that_a_neighbor_is_held_to()
    {
        var caught = Caught.All["BIRD v3 SHA-256"];
        var (authenticator, guard) = (Of(caught), new ReplayGuard());
        var forged = caught.Packet;
        forged[44] = 0xFF;
        Assert.Equal(FaultKind.Secret, authenticator.Open(forged, caught.Source, Now, guard).Kind);
        Assert.Equal(FaultKind.None, authenticator.Open(caught.Packet, caught.Source, Now, guard).Kind);
    }

    private static Authenticator Of(Sealed caught) => new(caught.Keyring, new SequenceCounter(0, Now));
}
