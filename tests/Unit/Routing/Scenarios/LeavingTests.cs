using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Going for good, going for a successor, and being the successor.</summary>
public sealed class LeavingTests
{
    [Fact]
    public void A_flush_takes_everything_out_of_the_area_and_then_says_farewell()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        link.Handle(new OspfEvent.Leaving(Flush: true));
        Assert.True(link.HasLeft);
        Assert.Empty(host.Database);
        Assert.All(
            link.SentSince(start, PacketType.LinkStateUpdate).SelectMany(p => p.Lsas), l => Assert.True(l.IsMaxAge));
        Assert.Equal(0, link.Sent[^1].Hello().Neighbors.Count);
        Assert.Null(link.Leaf.Deadline);
    }

    [Fact]
    public void A_flush_that_is_not_acknowledged_is_repeated_and_ends_all_the_same()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Acknowledges = false;
        var start = link.Now;
        link.Handle(new OspfEvent.Leaving(Flush: true));
        Assert.False(link.HasLeft);
        link.Run(5);
        Assert.True(link.HasLeft);
        Assert.True(link.Floods(Pod.External, start).Count >= 3);
        Assert.Equal(start + TimeSpan.FromSeconds(3), link.Sent[^1].At);
    }

    [Fact]
    public void A_flush_right_after_a_change_waits_until_it_will_be_accepted()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Announce(Simulation.Announce(0xFFFFFE));
        link.Run(0.5);
        link.Handle(new OspfEvent.Leaving(Flush: true));
        link.Run(2);
        Assert.True(link.HasLeft);
        Assert.Empty(host.Database);
    }

    [Fact]
    public void Leaving_without_a_router_ends_at_once()
    {
        var link = new Simulation().Start();
        link.Handle(new OspfEvent.Leaving(Flush: true));
        Assert.True(link.HasLeft);
    }

    [Fact]
    public void Going_for_a_successor_leaves_everything_as_it_is()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var sent = link.Sent.Count;
        link.Handle(new OspfEvent.Leaving(Flush: false));
        Assert.Equal(sent, link.Sent.Count);
        Assert.Equal(2, host.Database.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(AnnounceAs.StubLink)]
    public void A_successor_lets_old_lsas_be_until_it_knows_what_to_announce(AnnounceAs? form)
    {
        var host = Pod.Host();
        var link = Pod.Announced(host, new OspfSettings { AnnounceAs = form });
        var memory = link.Leaf.Memory;
        link.Handle(new OspfEvent.Leaving(Flush: false));
        var start = link.Now;
        var before = host.Database[Pod.Router].Header;
        link.Replace(new OspfSettings { AnnounceAs = form, Remembered = memory });
        link.Handle(new OspfEvent.Started(1_800_000_100));
        link.Run(3);
        Assert.True(link.IsFull);
        Assert.Equal(before, host.Database[Pod.Router].Header);
        link.Announce(Simulation.Announce());
        link.Run(3);
        Assert.True(host.Database[Pod.Router].Header.Sequence > before.Sequence);
        Assert.DoesNotContain(
            link.SentSince(start, PacketType.LinkStateUpdate).SelectMany(packet => packet.Lsas), lsa => lsa.IsMaxAge);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void A_successor_that_never_learns_it_flushes_after_a_dead_interval()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var memory = link.Leaf.Memory;
        link.Handle(new OspfEvent.Leaving(Flush: false));
        link.Replace(new OspfSettings { Remembered = memory });
        link.Handle(new OspfEvent.Started(1_800_000_100));
        link.Run(39);
        Assert.Contains(Pod.External, host.Database.Keys);
        link.Run(3);
        Assert.DoesNotContain(Pod.External, host.Database.Keys);
    }

    [Fact]
    public void An_empty_set_flushes_what_the_speaker_before_us_announced()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var memory = link.Leaf.Memory;
        link.Replace(new OspfSettings { Remembered = memory });
        link.Start(1_800_000_100).Run(0.5);
        Assert.DoesNotContain(Pod.External, host.Database.Keys);
        Assert.True(link.IsFull);
    }
}
