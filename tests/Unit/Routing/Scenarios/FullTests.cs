using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>The way to Full, and the traps on it.</summary>
public sealed class FullTests
{
    public static IEnumerable<TheoryDataRow<bool, bool>> HostsAndTypes() =>
        from master in new[] { false, true }
        from pointToPoint in new[] { false, true }
        select new TheoryDataRow<bool, bool>(master, pointToPoint);

    [Theory]
    [MemberData(nameof(HostsAndTypes))]
    public void Neighbor_goes_full_as_soon_as_it_says_its_first_hello(bool weAreMaster, bool pointToPoint)
    {
        var host = weAreMaster ? Pod.LowHost() : Pod.Host();
        host.PointToPoint = pointToPoint;
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce());
        link.Run(0);
        Assert.True(link.IsFull);
        Assert.Equal(ModelState.Full, host.State);
        Assert.Contains(Pod.External, host.Database.Keys);
        Assert.Equal(pointToPoint ? "Point-to-point" : "DROther", link.Leaf.Status(link.Now).State);
        Assert.Equal(pointToPoint ? "point-to-point" : "broadcast", link.Leaf.Status(link.Now).NetworkType);
        link.Run(10);
        Assert.Empty(link.Reasons);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_router_that_still_thinks_it_is_full_is_full_again_after_a_crash(bool pointToPoint, bool seeded)
    {
        var host = Pod.Host();
        host.PointToPoint = pointToPoint;
        var link = Pod.Announced(host);
        link.Replace(new OspfSettings { SeededNeighbors = seeded ? [host.Id] : [] });
        link.Start(1_800_000_100, Simulation.Announce()).Run(12);
        Assert.True(link.IsFull, string.Join("; ", link.Reasons));
        Assert.Equal(ModelState.Full, host.State);
    }

    [Fact]
    public void Nothing_is_sent_before_the_values_of_the_link_are_known()
    {
        var link = new Simulation().Start(announcements: Simulation.Announce()).Run(15);
        Assert.Empty(link.Sent);
    }

    [Fact]
    public void Configured_values_are_sent_without_waiting_for_anybody()
    {
        var settings = new OspfSettings
        {
            Area = new AreaId(7),
            HelloInterval = TimeSpan.FromSeconds(2),
            RouterDeadInterval = TimeSpan.FromSeconds(8),
        };
        var link = new Simulation(settings).Start().Run(4);
        Assert.Equal(3, link.Sent.Count);
        var hello = link.Sent[0].Hello();
        Assert.Equal((2, 8u, 0), (hello.HelloInterval, hello.RouterDeadInterval, hello.Priority));
        Assert.Equal(0xE0000005, link.Sent[0].Destination);
    }

    [Fact]
    public void Area_timers_and_area_type_are_learnt_from_the_first_hello()
    {
        var host = Pod.Host();
        (host.Area, host.Hello, host.Dead, host.Options) =
            (new AreaId(3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), Options.Nssa);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(3);
        var status = link.Leaf.Status(link.Now);
        Assert.Equal(("0.0.0.3", 1, 4), (status.Area, status.HelloSeconds, status.DeadSeconds));
        Assert.Equal("NSSA-LSA type 1", status.Announcements[0].Lsa);
        Assert.True(link.IsFull);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_restart_within_the_dead_interval_is_full_again_at_once(bool weAreMaster)
    {
        var host = weAreMaster ? Pod.LowHost() : Pod.Host();
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(20);
        var memory = link.Leaf.Memory;
        Assert.NotNull(memory);
        link.Handle(new OspfEvent.Leaving(Flush: false));
        Assert.True(link.HasLeft);
        Assert.Contains(Pod.External, host.Database.Keys);

        link.Run(0.7);
        link.Replace(new OspfSettings { Remembered = memory });
        link.Start(1_800_000_020, Simulation.Announce()).Run(0.1);
        Assert.True(link.IsFull);
        Assert.Equal(ModelState.Full, host.State);
        link.Run(5);
        Assert.Contains(Pod.External, host.Database.Keys);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void The_first_description_is_sent_again_at_once_when_the_peer_swallowed_it_but_no_more_than_three_times()
    {
        var host = Pod.LowHost();
        var link = new Simulation(null, null, host).Start().Run(1);
        host.IsSilent = true;
        for (var sequence = 1u; sequence <= 10; sequence++)
        {
            var packet = Wrapped.Packet(host.Id, host.Area, new DatabaseDescription
            {
                InterfaceMtu = 1500,
                Options = Options.External,
                Flags = DescriptionFlags.Init | DescriptionFlags.More | DescriptionFlags.Master,
                Sequence = sequence,
            });
            link.Deliver(host.Address, Pod.Address, packet);
        }

        var first = link.SentSince(link.Now, PacketType.DatabaseDescription).ToArray();
        Assert.Equal(4, first.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Twenty_thousand_foreign_headers_pass_without_being_kept(bool weAreMaster)
    {
        var host = weAreMaster ? Pod.LowHost() : Pod.Host();
        host.ForeignLsas = 20_000;
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce());
        link.Run(0);
        Assert.True(link.IsFull);
        Assert.Equal(ModelState.Full, host.State);
        Assert.All(
            link.SentSince(default, PacketType.DatabaseDescription),
            sent => Assert.Equal(0, sent.Description().Headers.Count));
        Assert.Empty(link.SentSince(default, PacketType.LinkStateRequest));
    }

    [Fact]
    public void A_lost_description_is_answered_again_when_the_master_repeats_it()
    {
        var host = Pod.Host();
        var link = new Simulation(null, null, host).Start().Run(1);
        var ours = link.SentSince(default, PacketType.DatabaseDescription).ToArray();
        var repeated = Wrapped.Packet(host.Id, host.Area, new DatabaseDescription
        {
            InterfaceMtu = 1500,
            Options = Options.External,
            Flags = DescriptionFlags.Master,
            Sequence = ours[^1].Description().Sequence,
        });
        link.Deliver(host.Address, Pod.Address, repeated);
        Assert.Equal(ours[^1].Bytes, link.Sent[^1].Bytes);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void The_link_is_in_the_first_router_lsa_with_the_largest_metric()
    {
        var host = Pod.Host();
        new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(0);
        var lsa = host.Database.Values.Single(stored => stored.Header.Key.Type == LsType.Router);
        Assert.True(RouterLsa.TryDecode(new Lsa(OspfVersion.V2, lsa.Bytes).Body, out var router, out _));
        Assert.Equal(RouterLsaFlags.Host | RouterLsaFlags.AsBoundary, router.Flags);
        Assert.Equal(
            new RouterLink(RouterLinkType.Transit, host.Address, ModelRouter.Quad("172.18.3.54"), 0xFFFF),
            Assert.Single(router.Links.ToArray()));
    }

    [Fact]
    public void A_router_that_still_waits_is_not_mistaken_for_a_point_to_point_link()
    {
        var host = Pod.Host();
        host.WaitsUntil = TimeSpan.FromSeconds(35);
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(30);
        Assert.Null(link.Leaf.Status(link.Now).NetworkType);
        Assert.Equal("2-Way", link.Leaf.Status(link.Now).Neighbors[0].State);
        Assert.Contains("no designated router on eth0 yet", Assert.Single(link.Reasons), StringComparison.Ordinal);
        link.Run(20);
        Assert.True(link.IsFull);
        Assert.Equal("broadcast", link.Leaf.Status(link.Now).NetworkType);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Other_leaves_on_the_bridge_are_heard_and_listed_but_no_adjacency_is_formed_with_them()
    {
        var host = Pod.Host();
        var leaf = new ModelRouter("172.18.3.55", "172.18.3.55") { Priority = 0 };
        var link = new Simulation(null, null, host, leaf).Start().Run(20);
        var other = link.Leaf.Status(link.Now).Neighbors.Single(neighbor => neighbor.RouterId == "172.18.3.55");
        Assert.Equal("2-Way", other.State);
        Assert.Equal("DROther", other.Role);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void An_adjacency_is_formed_with_designated_and_backup_designated_router()
    {
        var host = Pod.Host();
        var backup = new ModelRouter("192.0.2.2", "172.18.3.2") { BackupOf = host, FloodsBack = false };
        var link = new Simulation(null, null, host, backup).Start(announcements: Simulation.Announce()).Run(15);
        Assert.Equal(
            [("DR", "Full"), ("BDR", "Full")],
            link.Leaf.Status(link.Now).Neighbors.Select(neighbor => (neighbor.Role, neighbor.State)));
        Assert.Contains(Pod.External, host.Database.Keys);
        Assert.Contains(Pod.External, backup.Database.Keys);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
        Assert.Equal(NetworkType.Broadcast, link.Leaf.Memory!.NetworkType);
        Assert.Equal(
            [new RememberedNeighbor(host.Id, IpAddress.FromV4(host.Address)),
                new RememberedNeighbor(backup.Id, IpAddress.FromV4(backup.Address)),],
            link.Leaf.Memory.Neighbors);
        host.IsSilent = true;
        backup.BackupOf = null;
        link.Run(41);
        Assert.Equal(("DR", "Full"), link.Leaf.Status(link.Now).Neighbors.Select(n => (n.Role, n.State)).Single());
    }

    [Fact]
    public void Silence_for_a_dead_interval_ends_the_adjacency_and_the_router_is_met_again_later()
    {
        var host = Pod.Host();
        var link = new Simulation(null, null, host).Start(announcements: Simulation.Announce()).Run(5);
        host.IsSilent = true;
        link.Run(41);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
        Assert.Contains(link.Warnings(), said => said.Contains("no longer Full", StringComparison.Ordinal));
        host.IsSilent = false;
        host.Restart();
        link.Run(1);
        Assert.True(link.IsFull);
        Assert.Contains(Pod.External, host.Database.Keys);
    }
}
