using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What comes from the area: acknowledged, never kept, never fought over without bound.</summary>
public sealed class FloodedTests
{
    [Theory]
    [InlineData(false, 0xE0000006)]
    [InlineData(true, 0xE0000005)]
    public void A_flooded_lsa_is_acknowledged_where_both_designated_routers_hear_it(bool pointToPoint, uint destination)
    {
        var host = Pod.Host();
        host.PointToPoint = pointToPoint;
        var link = Pod.Announced(host);
        var (start, lsa) = (link.Now, ForeignLsa.External(1));
        host.Flood(lsa);
        var ack = Assert.Single(link.SentSince(start, PacketType.LinkStateAcknowledgement));
        Assert.Equal(destination, ack.Destination);
        Assert.Equal(lsa[..20], ack.Bytes[24..]);
    }

    [Fact]
    public void Headers_are_echoed_with_age_and_do_not_age_as_they_came()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var lsa = ForeignLsa.External(1);
        Lsa.SetAge(lsa, 0x8000 | 17);
        host.Flood(lsa);
        Assert.Equal(0x8000 | 17, link.Sent[^1].Lsas[0].Age);
        Lsa.SetAge(lsa, 3700);
        host.Flood(lsa);
        Assert.Equal(3700, link.Sent[^1].Lsas[0].Age);
    }

    [Fact]
    public void A_flush_without_a_copy_is_acknowledged()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Flood(ForeignLsa.Of(LsType.Network, 5, ForeignLsa.Elsewhere, 9, maxAge: true));
        Assert.Equal(PacketType.LinkStateAcknowledgement, link.Sent[^1].Type);
    }

    [Fact]
    public void Updates_are_acknowledged_from_exchange_on()
    {
        var host = Pod.Host();
        host.ForeignLsas = 1000;
        var link = new Simulation(null, null, host);
        link.Start();
        host.State = ModelState.Down;
        link.Run(5);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void One_update_gets_one_acknowledgement_for_each_mtu_full_of_headers()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        host.Flood([.. Enumerable.Range(1, 100).Select(number => ForeignLsa.External(number))]);
        var acks = link.SentSince(start, PacketType.LinkStateAcknowledgement).ToList();
        Assert.Equal([72, 28], acks.Select(ack => ack.Lsas.Count));
        Assert.All(acks, ack => Assert.True(ack.Bytes.Length + 20 <= 1500));
    }

    [Fact]
    public void Twenty_thousand_lsas_leave_nothing_behind()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host, new OspfSettings { Prefixes = [Simulation.Prefix] });
        var updates = Enumerable.Range(0, 500)
            .Select(i => host.Update([.. Enumerable.Range(i * 40, 40).Select(number => ForeignLsa.External(number))]))
            .ToList();
        host.Transmit(updates[0]);
        link.Sent.Clear();
        var effects = new List<Perch.Routing.Ospf.OspfEffect>(4);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var update in updates)
        {
            link.Leaf.Handle(
                new OspfEvent.PacketReceived(
                    IpAddress.FromV4(host.Address), IpAddress.FromV4(Simulation.Everybody), update),
                link.Now,
                effects);
            effects.Clear();
        }

        var perUpdate = (GC.GetAllocatedBytesForCurrentThread() - before) / updates.Count;
        Assert.InRange(perUpdate, 0, 1200);
    }

    [Theory]
    [InlineData("checksum")]
    [InlineData("type")]
    [InlineData("sequence")]
    [InlineData("router")]
    public void A_broken_lsa_is_not_acknowledged_but_the_others_of_its_packet_are(string what)
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var elsewhere = ForeignLsa.Elsewhere;
        var broken = what switch
        {
            "checksum" => Spoiled(ForeignLsa.External(1)),
            "type" => ForeignLsa.Of((LsType)13, 1, elsewhere, 1),
            "sequence" => ForeignLsa.Of(LsType.Network, 1, elsewhere, int.MinValue),
            _ => ForeignLsa.Of(LsType.Router, 1, elsewhere, 1),
        };
        host.Flood(broken, ForeignLsa.External(2));
        Assert.Equal(LsaHeader.Read(OspfVersion.V2, ForeignLsa.External(2)).Key, Assert.Single(link.Sent[^1].Lsas).Key);
        Assert.Contains("sends a broken LSA", Assert.Single(link.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_lsa_that_only_looks_like_ours_is_not_fought()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        host.Flood(ForeignLsa.Of(LsType.Router, Pod.Address, ForeignLsa.Elsewhere, int.MaxValue));
        link.Run(5);
        Assert.Empty(link.SentSince(start, PacketType.LinkStateUpdate));
    }

    [Fact]
    public void A_newer_copy_of_ours_is_overtaken_once_in_min_ls_arrival_however_often_it_comes()
    {
        var host = Pod.Host();
        (host.Acknowledges, host.FloodsBack) = (false, false);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(3);
        var (start, sequence) = (link.Now, 1_900_000_000);
        for (var i = 0; i < 100; i++)
        {
            host.Flood(ForeignLsa.Of(LsType.AsExternal, Simulation.Prefix.Address.V4, Pod.Id, sequence++));
            link.Run(0.1);
        }

        var floods = link.Floods(Pod.External, start).Where(flood => flood.To == 0xE0000006).ToList();
        Assert.InRange(floods.Count, 8, 10);
        Assert.Contains(
            link.Reasons, reason => reason.Contains("another router keeps originating", StringComparison.Ordinal));
    }

    [Fact]
    public void A_forged_last_sequence_number_does_not_silence_us()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Database.Clear();
        host.Flood(ForeignLsa.Of(LsType.AsExternal, Simulation.Prefix.Address.V4, Pod.Id, int.MaxValue));
        link.Run(15);
        Assert.False(host.Database[Pod.External].Header.IsMaxAge);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void An_older_copy_of_ours_is_answered_with_the_newer_one()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Run(10);
        var start = link.Now;
        for (var i = 0; i < 10; i++)
        {
            host.Flood(ForeignLsa.Of(LsType.AsExternal, Simulation.Prefix.Address.V4, Pod.Id, int.MinValue + 5));
        }

        link.Run(0);
        Assert.Single(link.Floods(Pod.External, start));
        Assert.Empty(link.SentSince(start, PacketType.LinkStateAcknowledgement));
    }

    [Fact]
    public void Thousands_of_forged_old_lsas_of_ours_are_flushed_in_bounded_numbers()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        for (var i = 0; i < 100; i++)
        {
            host.Flood([.. Enumerable.Range(i * 40, 40).Select(n =>
                ForeignLsa.Of(LsType.AsExternal, (uint)n, Pod.Id, 1_900_000_000))]);
        }

        link.Run(1);
        Assert.InRange(link.SentSince(start, PacketType.LinkStateUpdate).Sum(p => p.Lsas.Count), 1, 5000);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void Updates_from_somebody_who_is_no_neighbor_are_not_answered()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var sent = link.Sent.Count;
        var stranger = new ModelRouter("6.6.6.6", "172.18.3.66") { Link = link };
        stranger.Flood(ForeignLsa.External(1));
        Assert.Equal(sent, link.Sent.Count);
    }

    private static byte[] Spoiled(byte[] lsa)
    {
        lsa[^1] ^= 1;
        return lsa;
    }
}
