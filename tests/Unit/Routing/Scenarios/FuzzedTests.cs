using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What the fuzzer has found in the instance, in words.</summary>
public sealed class FuzzedTests
{
    /// <summary>FRR's "dead-interval minimal"; anybody else's hello interval of zero kept the loop spinning.</summary>
    [Fact]
    public void A_hello_interval_of_zero_means_four_hellos_in_a_dead_interval()
    {
        var host = new ModelRouter("192.0.2.1", "172.18.3.1")
        {
            Hello = TimeSpan.Zero,
            Dead = TimeSpan.FromSeconds(1),
            IsSilent = true,
        };
        var link = new Simulation(null, null, host).Start();
        host.SendHello(listsLeaf: false);
        link.Run(0.9);
        Assert.InRange(link.SentSince(default, PacketType.Hello).Count(), 4, 5);
    }

    [Fact]
    public void A_dead_interval_of_zero_is_refused_in_words()
    {
        var host = new ModelRouter("192.0.2.1", "172.18.3.1") { Dead = TimeSpan.Zero, IsSilent = true };
        var link = new Simulation(null, null, host).Start();
        host.SendHello(listsLeaf: false);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
        Assert.Contains("172.18.3.1 on eth0 has a dead interval of 0 s", link.Reasons[0], StringComparison.Ordinal);
    }

    /// <summary>It was owed a newer copy, for ever.</summary>
    [Fact]
    public void A_neighbor_that_dies_in_the_exchange_is_owed_nothing()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        OldCopyInExchange(link, host);
        link.Run(100);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
    }

    /// <summary>It was owed the same LSA twice, and one acknowledgement did not settle both.</summary>
    [Fact]
    public void A_neighbor_that_sends_an_old_copy_before_it_is_full_gets_one_answer()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        OldCopyInExchange(link, host);
        host.IsSilent = false;
        host.Restart();
        link.Run(60);
        Assert.True(link.IsFull);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    /// <summary>CVE-2017-3224: nothing is newer than the last number with the higher checksum, but the same LSA
    /// flushed.</summary>
    [Fact]
    public void A_forged_last_number_is_flushed_as_it_came_and_followed_by_the_first()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var forged = Forged(Pod.External, int.MaxValue, above: 0x8000);
        var since = link.Now;
        host.Database[Pod.External] = new StoredLsa(LsaHeader.Read(OspfVersion.V2, forged), forged, link.Now);
        host.Transmit(host.Update([forged]));
        link.Run(10);
        var floods = link.Floods(Pod.External, since);
        Assert.Equal(LsaHeader.Read(OspfVersion.V2, forged).Checksum, floods[0].Lsa.Checksum);
        Assert.True(floods[0].Lsa is { IsMaxAge: true, Sequence.Value: int.MaxValue });
        Assert.Equal(SequenceNumber.Initial, floods[^1].Lsa.Sequence);
        Assert.Equal(SequenceNumber.Initial, host.Database[Pod.External].Header.Sequence);
    }

    [Fact]
    public void An_old_lsa_that_comes_again_and_again_is_flushed_once_in_a_second()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var since = link.Now;
        for (var i = 1; i <= 100; i++)
        {
            host.Transmit(host.Update([ForeignLsa.Of(LsType.Nssa, 5, Pod.Id, i)]));
            link.Run(0.1);
        }

        Assert.InRange(link.Floods(Pod.Nssa with { LinkStateId = 5 }, since).Count, 5, 11);
    }

    [Fact]
    public void Numbers_go_on_where_they_were_when_the_area_changes_and_changes_back()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Announce(Simulation.Announce(20));
        link.Run(5);
        var last = link.Floods(Pod.External, default)[^1].Lsa.Sequence;
        var since = link.Now;
        foreach (var area in new uint[] { 1, 0 })
        {
            host.Area = new AreaId(area);
            host.Restart();
            link.Run(60);
        }

        Assert.True(link.IsFull);
        Assert.All(link.Floods(Pod.External, since), flood => Assert.True(flood.Lsa.Sequence > last));
    }

    [Fact]
    public void Nobody_is_greeted_while_the_link_goes_down()
    {
        var host = Pod.Host();
        var backup = new ModelRouter("192.0.2.2", "172.18.3.2") { BackupOf = host };
        var link = new Simulation(null, null, host, backup).Start().Run(5);
        var since = link.Now;
        link.Handle(new OspfEvent.LinkChanged(link.Interface with { Up = false }));
        Assert.Empty(link.SentSince(since, PacketType.DatabaseDescription));
    }

    private static void OldCopyInExchange(Simulation link, ModelRouter host)
    {
        var old = ForeignLsa.Of(Pod.External.Type, Pod.External.LinkStateId, Pod.Id, int.MinValue + 1);
        host.IsSilent = true;
        host.Transmit(Wrapped.Packet(host.Id, host.Area, new DatabaseDescription
        {
            InterfaceMtu = host.Mtu,
            Options = host.Options,
            Flags = DescriptionFlags.Init | DescriptionFlags.More | DescriptionFlags.Master,
            Sequence = 77,
        }));
        Assert.Equal("Exchange", link.Leaf.Status(link.Now).Neighbors[0].State);
        host.Transmit(host.Update([old]));
    }

    private static byte[] Forged(LsaKey key, int sequence, int above)
    {
        for (byte last = 1; ; last++)
        {
            byte[] body = [.. new Perch.Routing.Ospf.Lsas.V2.AsExternalLsa(uint.MaxValue, true, 1, 0, last).Encode()];
            var lsa = ForeignLsa.Of(key.Type, key.LinkStateId, key.AdvertisingRouter, sequence, body);
            if (LsaHeader.Read(OspfVersion.V2, lsa).Checksum > above)
            {
                return lsa;
            }
        }
    }
}
