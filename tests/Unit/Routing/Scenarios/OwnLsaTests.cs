using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Sequence, pace, refresh, flush and retransmission of our own LSAs.</summary>
public sealed class OwnLsaTests
{
    [Fact]
    public void The_first_sequence_number_comes_from_the_wall_clock()
    {
        var host = Pod.Host();
        new Simulation(null, null, host).Start(1_790_000_000, Simulation.Announce()).Run(0);
        Assert.Equal(int.MinValue + 1 + 1_790_000_000, host.Database[Pod.External].Header.Sequence.Value);
    }

    [Fact]
    public void An_old_lsa_in_the_description_is_overtaken_by_one()
    {
        var host = Pod.Host();
        Store(host, Pod.External, 500_000_000);
        var link = new Simulation(null, null, host).Start(0, Simulation.Announce()).Run(0);
        Assert.Equal(500_000_001, host.Database[Pod.External].Header.Sequence.Value);
        Assert.Single(link.Floods(Pod.External, default));
    }

    [Fact]
    public void A_flushed_lsa_that_comes_back_is_overtaken()
    {
        var host = Pod.Host();
        (host.KeepsFlushed, host.FloodsBack) = (true, false);
        Store(host, Pod.External, 500_000_000, maxAge: true);
        var link = new Simulation(null, null, host).Start(0, Simulation.Announce()).Run(3);
        Assert.Equal(500_000_001, host.Database[Pod.External].Header.Sequence.Value);
        Assert.False(host.Database[Pod.External].Header.IsMaxAge);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void An_lsa_of_an_earlier_life_is_flushed_with_a_body()
    {
        var host = Pod.Host();
        var old = new LsaKey(LsType.AsExternal, 0x0A000001, Pod.Id);
        Store(host, old, 77);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(3);
        Assert.DoesNotContain(old, host.Database.Keys);
        var flush = link.Floods(old, default).First().Lsa;
        Assert.Equal((78, LsaHeader.MaxAge, 36), (flush.Sequence.Value, flush.Age, flush.Length));
    }

    [Theory]
    [InlineData(1, 24)]
    [InlineData(2, 28)]
    [InlineData(3, 28)]
    [InlineData(4, 28)]
    [InlineData(5, 36)]
    [InlineData(7, 36)]
    public void A_flush_of_what_nobody_remembers_has_the_least_valid_body(int type, int length)
    {
        var host = Pod.Host();
        var old = new LsaKey((LsType)type, type == 1 ? Pod.Address : 0x0A000001, Pod.Id);
        Store(host, old, 900_000_000);
        var link = new Simulation(null, null, host);
        link.Start().Run(3);
        Assert.Contains(
            link.Floods(old, default),
            flood => type == 1 ? !flood.Lsa.IsMaxAge : flood.Lsa.IsMaxAge && flood.Lsa.Length == length);
    }

    [Fact]
    public void The_first_change_goes_at_once_and_the_next_waits_for_min_ls_arrival()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        link.Announce();
        link.Run(0.3);
        link.Announce(Simulation.Announce());
        link.Run(10);
        var floods = link.Floods(Pod.External, start);
        Assert.Equal(2, floods.Count);
        Assert.Equal(start, floods[0].At);
        Assert.Equal(start + TimeSpan.FromSeconds(1.1), floods[1].At);
        Assert.False(host.Database[Pod.External].Header.IsMaxAge);
    }

    [Fact]
    public void Changes_in_between_are_merged_into_the_latest()
    {
        var link = Pod.Announced(Pod.Host());
        var start = link.Now;
        for (var metric = 20u; metric < 30; metric++)
        {
            link.Announce(Simulation.Announce(metric));
            link.Run(0.05);
        }

        link.Run(10);
        Assert.Equal(2, link.Floods(Pod.External, start).Count);
        Assert.Equal(29u, link.Leaf.Status(link.Now).Announcements[0].Metric);
        var stored = link.Routers[0].Database[Pod.External];
        Assert.True(AsExternalLsa.TryDecode(new Lsa(OspfVersion.V2, stored.Bytes).Body, out var lsa, out _));
        Assert.Equal(29u, lsa.Metric);
    }

    [Fact]
    public void A_change_taken_back_before_it_was_sent_is_never_sent()
    {
        var link = Pod.Announced(Pod.Host());
        var start = link.Now;
        link.Announce(Simulation.Announce(20));
        link.Run(0.2);
        link.Announce(Simulation.Announce(30));
        link.Run(0.2);
        link.Announce(Simulation.Announce(20));
        link.Run(10);
        Assert.Single(link.Floods(Pod.External, start));
    }

    [Fact]
    public void Prefixes_do_not_delay_each_other()
    {
        var link = Pod.Announced(Pod.Host());
        link.Announce(Simulation.Announce(20));
        var start = link.Now;
        var other = new Announcement(new(IpAddress.FromV4(0x0A0A0A0A)), 10, 7);
        link.Announce(Simulation.Announce(20), other);
        var flood = Assert.Single(link.Floods(new LsaKey(LsType.AsExternal, 0x0A0A0A0A, Pod.Id), start));
        Assert.Equal(start, flood.At);
    }

    [Fact]
    public void Health_never_touches_the_adjacency_nor_the_router_lsa()
    {
        var link = Pod.Announced(Pod.Host());
        var start = link.Now;
        for (var i = 0; i < 20; i++)
        {
            link.Announce(i % 2 == 0 ? [] : [Simulation.Announce()]);
            link.Run(3);
        }

        Assert.True(link.IsFull);
        Assert.Empty(link.Floods(Pod.Router, start));
        Assert.Empty(link.SentSince(start, PacketType.DatabaseDescription));
        Assert.Equal(20, link.Floods(Pod.External, start).Count);
    }

    [Fact]
    public void Every_half_hour_an_lsa_is_refreshed_for_a_whole_day()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Sent.Clear();
        link.Run(TimeSpan.FromHours(24));
        Assert.Equal(48, link.Floods(Pod.External, default).Count);
        Assert.Equal(48, link.Floods(Pod.Router, default).Count);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void An_update_that_is_dropped_for_coming_too_early_gets_through_a_second_later()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        Store(host, Pod.External, host.Database[Pod.External].Header.Sequence.Value);
        host.Database[Pod.External] = host.Database[Pod.External] with { At = link.Now };
        var start = link.Now;
        link.Announce(Simulation.Announce(20));
        link.Run(1.3);
        Assert.Equal(2, link.Floods(Pod.External, start).Count);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void What_is_not_acknowledged_is_sent_again_every_five_seconds_and_said_once()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Acknowledges = false;
        var start = link.Now;
        link.Announce(Simulation.Announce(20));
        link.Run(30);
        var floods = link.Floods(Pod.External, start);
        Assert.Equal([0, 1.2, 6.2, 11.2, 16.2, 21.2, 26.2], floods.Select(flood => (flood.At - start).TotalSeconds));
        Assert.Equal(0xE0000006, floods[0].To);
        Assert.Equal(host.Address, floods[1].To);
        Assert.Equal(
            "172.18.3.1 (router id 192.0.2.1) on eth0 has not acknowledged the AS-external-LSA 172.22.76.109 after 3 "
            + "retransmissions or more: it refuses it or our packets are lost; its log says which",
            Assert.Single(link.Reasons));
        Assert.Single(link.Warnings(), link.Reasons[0]);
        Assert.False(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Announced);
        Assert.Equal(6, link.Leaf.Status(link.Now).Announcements[0].Retransmissions);
        host.Acknowledges = true;
        link.Run(10);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Age_grows_on_the_way_and_never_beyond_max_age()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Run(100);
        var start = link.Now;
        host.Transmit(Wrapped.Packet(host.Id, host.Area, new LinkStateRequest(RequestFor(Pod.External))));
        var answer = Assert.Single(link.Floods(Pod.External, start));
        Assert.Equal(106, answer.Lsa.Age);
        Assert.Equal(host.Address, answer.To);
    }

    [Fact]
    public void A_request_for_what_we_do_not_have_begins_the_exchange_anew()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Transmit(Wrapped.Packet(host.Id, host.Area, new LinkStateRequest(RequestFor(Pod.Nssa))));
        Assert.Contains(
            link.Said, said => said.Sentence.Contains("Full -> ExStart (BadLsReq)", StringComparison.Ordinal));
        link.Run(6);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void The_last_sequence_number_is_flushed_before_the_first_is_used_again()
    {
        var host = Pod.Host();
        Store(host, Pod.External, int.MaxValue);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(10);
        var floods = link.Floods(Pod.External, default);
        Assert.True(floods[0].Lsa is { IsMaxAge: true, Sequence.Value: int.MaxValue });
        Assert.Equal(SequenceNumber.Initial, floods[^1].Lsa.Sequence);
        Assert.False(host.Database[Pod.External].Header.IsMaxAge);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    private static void Store(ModelRouter host, LsaKey key, int sequence, bool maxAge = false)
    {
        var bytes = ForeignLsa.Of(key.Type, key.LinkStateId, key.AdvertisingRouter, sequence, maxAge: maxAge);
        host.Database[key] = new StoredLsa(LsaHeader.Read(OspfVersion.V2, bytes), bytes, TimeSpan.FromHours(-1));
    }

    private static byte[] RequestFor(LsaKey key)
    {
        var bytes = new byte[12];
        var writer = new Perch.Routing.Wire.WireWriter(bytes);
        writer.Write((uint)key.Type);
        writer.Write(key.LinkStateId);
        writer.Write(key.AdvertisingRouter.Value);
        return bytes;
    }
}
