using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What <c>tests/Simulation</c> has found wrong, each as the shortest story that shows it.</summary>
public sealed class AfterTroubleTests
{
    private static readonly TimeSpan MinLsArrival = TimeSpan.FromSeconds(1);

    [Fact]
    public void Sequence_numbers_go_on_in_another_area()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Announce(Simulation.Announce(20));
        link.Run(3);
        var before = host.Database[Pod.External].Header.Sequence;
        host.Area = new AreaId(5);
        host.Restart();
        link.Run(15);
        Assert.True(host.Database[Pod.External].Header.Sequence > before);
    }

    [Fact]
    public void Nothing_is_flushed_into_an_area_that_does_not_know_its_type()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var start = link.Now;
        host.Options = Options.None;
        host.Restart();
        link.Run(60);
        Assert.True(link.IsFull);
        Assert.Empty(link.Floods(Pod.External, start));
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_router_on_a_wire_that_takes_us_for_the_speaker_before_us_begins_anew()
    {
        var host = Pod.Host();
        host.PointToPoint = true;
        var link = Pod.Announced(host);
        link.Replace(new OspfSettings());
        link.Start(1_800_000_100, Simulation.Announce()).Run(30);
        Assert.True(link.IsFull);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void On_a_bridge_without_a_designated_router_another_leaf_that_lists_us_is_left_alone()
    {
        var host = Pod.Host();
        host.WaitsUntil = TimeSpan.FromSeconds(40);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(1);
        var other = new ModelRouter("172.18.3.60", "172.18.3.60") { Priority = 0, Due = TimeSpan.FromHours(1) };
        link.Add(other);
        (other.LeafAddress, other.LeafId) = (Pod.Address, Pod.Id);
        other.SendHello(listsLeaf: true);
        link.Run(30);
        Assert.Null(link.Leaf.Status(link.Now).NetworkType);
        Assert.Empty(link.SentSince(default, PacketType.DatabaseDescription));
    }

    [Theory]
    [InlineData(1_800_000_100)]
    [InlineData(1_700_000_000)]
    public void What_the_speaker_before_us_left_is_flushed_and_announced_again_in_order(long unixSeconds)
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var (memory, start) = (link.Leaf.Memory, link.Now);
        link.Replace(new OspfSettings { Remembered = memory });
        link.Start(unixSeconds).Run(0.5);
        link.Announce(Simulation.Announce());
        link.Run(3);
        var floods = link.Floods(Pod.External, start).DistinctBy(flood => flood.Lsa.Sequence).ToList();
        Assert.Equal(2, floods.Count);
        Assert.True(floods[1].Lsa.Sequence > floods[0].Lsa.Sequence);
        Assert.True(floods[1].At - floods[0].At >= MinLsArrival);
    }

    [Fact]
    public void What_is_about_to_be_withdrawn_is_not_sent_back_to_a_router_with_an_older_copy()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var old = host.Database[Pod.External].Bytes;
        link.Announce(Simulation.Announce(20));
        link.Run(0.3);
        link.Announce();
        var start = link.Now;
        host.Flood(old);
        link.Run(3);
        Assert.All(link.Floods(Pod.External, start), flood => Assert.True(flood.Lsa.IsMaxAge));
        Assert.DoesNotContain(Pod.External, host.Database.Keys);
    }

    [Fact]
    public void A_change_that_is_taken_back_before_it_is_sent_leaves_no_new_neighbor_without_the_lsa()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Announce(Simulation.Announce(20));
        link.Run(0.2);
        link.Announce(Simulation.Announce(30));
        var backup = new ModelRouter("192.0.2.2", "172.18.3.2") { BackupOf = host, Due = link.Now };
        link.Add(backup);
        link.Run(0.2);
        Assert.Equal(2, link.Leaf.Status(link.Now).Neighbors.Count(neighbor => neighbor.State == "Full"));
        link.Announce(Simulation.Announce(20));
        link.Run(6);
        Assert.Contains(Pod.External, backup.Database.Keys);
    }

    [Fact]
    public void A_router_that_has_waited_long_to_be_designated_is_not_taken_for_one_that_is_stuck()
    {
        var host = Pod.Host();
        host.WaitsUntil = TimeSpan.FromSeconds(40);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(60);
        Assert.True(link.IsFull);
        Assert.DoesNotContain(link.Said, say => say.Sentence.Contains("get beyond", StringComparison.Ordinal));
    }
}
