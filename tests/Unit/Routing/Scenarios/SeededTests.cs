using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>With a router whose id the operator has named.</summary>
public sealed class SeededTests
{
    public static IEnumerable<TheoryDataRow<bool, bool>> HostsAndTypes() => FullTests.HostsAndTypes();

    [Theory]
    [MemberData(nameof(HostsAndTypes))]
    public void A_seeded_hello_is_full_before_the_host_has_said_one(bool weAreMaster, bool pointToPoint)
    {
        var host = weAreMaster ? Pod.LowHost() : Pod.Host();
        host.PointToPoint = pointToPoint;
        var link = new Simulation(new OspfSettings { SeededNeighbors = [host.Id] }, null, host);
        host.Due = TimeSpan.FromSeconds(7);
        link.Start(announcements: Simulation.Announce());
        Assert.Equal(TimeSpan.Zero, link.Now);
        Assert.True(link.IsFull);
        Assert.Contains(Pod.External, host.Database.Keys);
        Assert.Equal(pointToPoint ? "point-to-point" : "broadcast", link.Leaf.Status(link.Now).NetworkType);
        link.Run(30);
        Assert.Single(link.Said, say => say.Sentence.Contains("is Full", StringComparison.Ordinal));
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_seed_that_answers_with_other_timers_is_learnt_from_all_the_same()
    {
        var host = Pod.Host();
        (host.Hello, host.Dead) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
        var link = new Simulation(new OspfSettings { SeededNeighbors = [host.Id] }, null, host).Start().Run(5);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    /// <summary>It still was in the exchange with the speaker before us.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_seed_that_describes_itself_before_its_hello_is_believed_only_in_an_area_of_the_kind_we_took_it_for(
        bool stub)
    {
        var host = Pod.Host();
        var link = new Simulation(new OspfSettings { SeededNeighbors = [host.Id] }, null).Start();
        host.Link = link;
        var description = new DatabaseDescription
        {
            InterfaceMtu = 1500,
            Options = stub ? Options.None : Options.External,
        };
        host.Transmit(Wrapped.Packet(host.Id, AreaId.Backbone, description), Pod.Address);
        Assert.Equal(stub ? 0 : 1, link.Leaf.Status(link.Now).Neighbors.Count);
    }

    [Fact]
    public void A_description_from_a_stranger_that_was_not_seeded_is_ignored()
    {
        var host = Pod.Host();
        var link = new Simulation(new OspfSettings { SeededNeighbors = [new RouterId(1)] }, null).Start();
        host.Link = link;
        host.Transmit(
            Wrapped.Packet(host.Id, AreaId.Backbone, new DatabaseDescription { InterfaceMtu = 1500 }),
            Pod.Address);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
    }
}
