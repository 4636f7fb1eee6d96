using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;

namespace Perch.Tests.Unit.Routing.Authentication;

/// <summary>Which key is sent with and which is accepted, through a change of keys.</summary>
public sealed class KeyringTests
{
    private static readonly AuthenticationKey Old = Key(1, new Lifetime(0, 1000), new Lifetime(0, 1100));
    private static readonly AuthenticationKey New =
        Key(2, new Lifetime(900, long.MaxValue), new Lifetime(800, long.MaxValue));

    [Theory]
    [InlineData(500, 1)]
    [InlineData(899, 1)]
    [InlineData(900, 2)]
    [InlineData(5000, 2)]
    public void Of_the_keys_whose_time_it_is_the_one_is_sent_with_that_began_last(long at, int id) =>
        Assert.Equal(id, new Keyring([Old, New]).ToSend(at).Id);

    [Theory]
    [InlineData(799, true, false)]
    [InlineData(800, true, true)]
    [InlineData(1099, true, true)]
    [InlineData(1100, false, true)]
    public void Both_are_accepted_while_their_lifetimes_overlap(long at, bool old, bool young)
    {
        var ring = new Keyring([Old, New]);
        Assert.Equal((old, young), (ring.Accepts(Old, at), ring.Accepts(New, at)));
    }

    [Fact]
    public void The_last_key_goes_on_when_all_have_ended_rather_than_nothing()
    {
        var ring = new Keyring([Old, Key(3, new Lifetime(0, 50), new Lifetime(0, 50))]);
        Assert.False(ring.HasKeyToSend(2000));
        Assert.Equal(1, ring.ToSend(2000).Id);
        Assert.True(ring.Accepts(Old, 2000));
    }

    [Fact]
    public void Before_any_key_has_begun_the_first_to_begin_is_used()
    {
        var ring = new Keyring([Key(3, new Lifetime(5000, 9000), Lifetime.Always), New]);
        Assert.Equal(2, ring.ToSend(7).Id);
        Assert.True(ring.Accepts(New, 7));
    }

    [Fact]
    public void Keys_without_lifetimes_are_sent_with_in_the_order_in_which_they_are_written()
    {
        var ring = new Keyring([Key(7, Lifetime.Always, Lifetime.Always), Key(8, Lifetime.Always, Lifetime.Always)]);
        Assert.Equal(7, ring.ToSend(1).Id);
    }

    [Fact]
    public void A_lifetime_reads_as_an_operator_wrote_it()
    {
        var from = new DateTimeOffset(2026, 11, 24, 4, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal("always", Lifetime.Always.ToString());
        Assert.Equal("from 2026-11-24 03:00:00Z", Lifetime.Of(from, null).ToString());
        Assert.Equal("until 2026-11-24 03:00:00Z", Lifetime.Of(null, from).ToString());
    }

    private static AuthenticationKey Key(int id, Lifetime send, Lifetime accept) =>
        new(id, AuthenticationAlgorithm.HmacSha256, new byte[] { 1 }) { Send = send, Accept = accept };
}
