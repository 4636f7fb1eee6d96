using System.Text;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>A leaf and a host that authenticate.</summary>
public sealed class AuthenticationTests
{
    /// <summary>Wall clock of <see cref="Simulation.Start"/>.</summary>
    private const long Start = 1_800_000_000;

    [Theory]
    [InlineData(AuthenticationAlgorithm.Simple)]
    [InlineData(AuthenticationAlgorithm.Md5)]
    [InlineData(AuthenticationAlgorithm.HmacSha1)]
    [InlineData(AuthenticationAlgorithm.HmacSha512)]
    public void With_the_same_key_the_leaf_becomes_Full(AuthenticationAlgorithm algorithm)
    {
        var ring = Ring(Key(1, algorithm));
        var host = Host(ring);
        var link = Pod.Announced(host, new OspfSettings { Keyring = ring });
        Assert.Empty(host.Refused);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void With_extended_sequence_numbers_too()
    {
        var ring = new Keyring([Key(1)], extended: true);
        Pod.Announced(Host(ring), new OspfSettings { Keyring = ring });
    }

    [Fact]
    public void Over_OSPFv3_with_a_trailer()
    {
        var ring = Ring(Key(1));
        var link = Pod3.Announced(Host(ring), new OspfSettings { Keyring = ring });
        Assert.Equal("hmac-sha-256, key 1", link.Leaf.Status(link.Now).Authentication);
    }

    [Fact]
    public void With_another_secret_there_is_no_neighbor_but_a_reason()
    {
        var theirs = new AuthenticationKey(1, AuthenticationAlgorithm.HmacSha256, new byte[] { 1 });
        var link = Run(new OspfSettings { Keyring = Ring(Key(1)) }, Host(Ring(theirs)));
        Assert.Contains(
            "172.18.3.1 on eth0 sends HMAC-SHA-256 with key 1, and its digest is wrong: the two secrets of key 1 "
            + "differ, or the packet was changed on its way",
            link.Reasons);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
    }

    [Fact]
    public void A_host_that_does_not_authenticate_is_named_and_heard_once_it_does()
    {
        var ring = Ring(Key(1));
        var host = Pod.Host();
        var link = Run(new OspfSettings { Keyring = ring }, host);
        Assert.StartsWith(
            "172.18.3.1 on eth0 does not authenticate, we send HMAC-SHA-256 with key 1: ", link.Reasons[0],
            StringComparison.Ordinal);
        host.Authenticator = new Authenticator(ring, new SequenceCounter(0, link.UnixSeconds));
        link.Run(60);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Keys_change_without_a_lost_adjacency()
    {
        var ring = Rollover(Start + 100);
        var host = Pod.Host();

        // The host's clock is 30 s behind: the overlap of what is accepted bridges that.
        host.Authenticator = new Authenticator(Rollover(Start + 130), new SequenceCounter(0, Start));
        var link = Pod.Announced(host, new OspfSettings { Keyring = ring });
        Assert.Equal("md5, key 1", link.Leaf.Status(link.Now).Authentication);
        link.Run(300);
        Assert.True(link.IsFull);
        Assert.Empty(host.Refused);
        Assert.DoesNotContain(link.Said, say => say.Sentence.Contains("no longer Full", StringComparison.Ordinal));
        Assert.Single(link.Said, say => say.Sentence == "eth0 sends with HMAC-SHA-256, key 2 from now on");
        Assert.Equal("hmac-sha-256, key 2", link.Leaf.Status(link.Now).Authentication);

        static Keyring Rollover(long at) => Ring(
            Key(1, AuthenticationAlgorithm.Md5, new Lifetime(0, at), new Lifetime(0, at + 60)),
            Key(2, AuthenticationAlgorithm.HmacSha256, new Lifetime(at, long.MaxValue)));
    }

    [Fact]
    public void When_the_last_key_ends_it_is_sent_with_on_and_the_operator_is_told()
    {
        var ring = Ring(Key(1, send: new Lifetime(0, Start + 50), accept: new Lifetime(0, Start + 50)));
        var link = Pod.Announced(Host(ring), new OspfSettings { Keyring = ring });
        link.Run(120);
        Assert.True(link.IsFull);
        Assert.Equal(
            ["eth0 sends with HMAC-SHA-256, key 1, which is to be sent from 1970-01-01 00:00:00Z until 2027-01-15 "
                + "08:00:50Z, because now is no key's time: add a key under ospf.keys, change send-from or send-until, "
                + "and see that this machine's clock is right"],
            link.Reasons);
    }

    [Fact]
    public void A_clock_that_is_set_after_the_start_chooses_the_key_anew()
    {
        var ring = Ring(
            Key(1, send: new Lifetime(0, Start)), Key(2, send: new Lifetime(Start, long.MaxValue)));
        var link = new Simulation(new OspfSettings { Keyring = ring }).Start(unixSeconds: 1000).Run(20);
        Assert.Equal("hmac-sha-256, key 1", link.Leaf.Status(link.Now).Authentication);
        link.Handle(new OspfEvent.ClockSet(Start + 20));
        Assert.Equal("hmac-sha-256, key 2", link.Leaf.Status(link.Now).Authentication);
    }

    [Theory]
    [InlineData(OspfVersion.V2)]
    [InlineData(OspfVersion.V3)]
    public void A_new_speaker_is_believed_though_the_clock_went_back(OspfVersion version)
    {
        var ring = Ring(Key(1));
        var settings = new OspfSettings { Keyring = ring };
        var host = Host(ring);
        var link = version == OspfVersion.V2 ? Pod.Announced(host, settings) : Pod3.Announced(host, settings);
        link.Run(200);
        link.Replace(settings with
        {
            Version = version,
            ReservedSequence = link.Leaf.ReservedSequence,
            Remembered = link.Leaf.Memory,
        });
        link.Handle(new OspfEvent.Started(1000));
        link.Run(30);
        Assert.Empty(host.Refused);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void A_new_speaker_without_a_memory_is_refused_while_the_clock_is_back()
    {
        var ring = Ring(Key(1));
        var host = Host(ring);
        var link = Pod.Announced(host, new OspfSettings { Keyring = ring });
        link.Replace(new OspfSettings { Keyring = ring });
        link.Handle(new OspfEvent.Started(1000));
        link.Run(10);
        Assert.Contains(host.Refused, fault => fault.Kind == FaultKind.Replay);
    }

    [Fact]
    public void What_somebody_recorded_is_not_heard_again_and_the_log_says_so_once()
    {
        var ring = new Keyring([Key(1)], extended: true);
        var host = Host(ring);
        var link = Pod.Announced(host, new OspfSettings { Keyring = ring });
        var recorded = host.Authenticator!.Seal(
            Wrapped.Packet(host.Id, host.Area, new LinkStateAcknowledgement(default)),
            host.From,
            link.UnixSeconds);
        host.Authenticator = null;
        for (var i = 0; i < 100; i++)
        {
            link.Handle(new OspfEvent.PacketReceived(host.From, link.Interface.Address, recorded) { TimeToLive = 1 });
        }

        Assert.Contains(link.Reasons, reason => reason.Contains("somebody replays", StringComparison.Ordinal));
        Assert.Single(link.Warnings(), warning => warning.Contains("somebody replays", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_retransmission_has_a_sequence_number_of_its_own()
    {
        var ring = new Keyring([Key(1)], extended: true);
        var host = Host(ring);
        var link = Pod.Announced(host, new OspfSettings { Keyring = ring });
        var since = link.Now;
        (host.Acknowledges, host.FloodsBack) = (false, false);
        link.Announce(Simulation.Announce(77));
        link.Run(60);
        Assert.True(link.SentSince(since, PacketType.LinkStateUpdate).Count() > 5);
        Assert.Empty(host.Refused);
    }

    private static Simulation Run(OspfSettings settings, ModelRouter host) =>
        new Simulation(settings, null, host).Start().Run(30);

    private static ModelRouter Host(Keyring ring)
    {
        var host = Pod.Host();
        host.Authenticator = new Authenticator(ring, new SequenceCounter(0, Start));
        return host;
    }

    private static Keyring Ring(params AuthenticationKey[] keys) => new(keys);

    private static AuthenticationKey Key(
        int id, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256, Lifetime? send = null,
        Lifetime? accept = null) =>
        new(id, algorithm, Encoding.ASCII.GetBytes($"secret {id}"))
        {
            Send = send ?? Lifetime.Always,
            Accept = accept ?? Lifetime.Always,
        };
}
