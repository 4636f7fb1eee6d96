using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Everything that goes wrong between two routers is one sentence, with both values and the fix.</summary>
public sealed class ReasonTests
{
    [Fact]
    public void Another_area_is_named_when_ours_is_configured()
    {
        var host = Pod.Host();
        host.Area = new AreaId(1);
        var link = Run(new OspfSettings { Area = AreaId.Backbone }, host);
        Expect(
            link,
            "172.18.3.1 on eth0 is in area 0.0.0.1, we are in area 0.0.0.0: write ospf.area: 0.0.0.1, "
                + "or put the router's "
            + "interface into area 0.0.0.0");
    }

    [Fact]
    public void Another_hello_interval_is_named()
    {
        var link = Run(new OspfSettings { HelloInterval = TimeSpan.FromSeconds(5) }, Pod.Host());
        Expect(
            link,
            "172.18.3.1 on eth0 has hello interval 10s, we have 5s: write ospf.hello: 10s, or the same in the router");
    }

    [Fact]
    public void Another_dead_interval_is_named()
    {
        var link = Run(new OspfSettings { RouterDeadInterval = TimeSpan.FromSeconds(20) }, Pod.Host());
        Expect(
            link,
            "172.18.3.1 on eth0 has dead interval 40s, we have 20s: write ospf.dead: 40s, or the same in the router");
    }

    [Fact]
    public void Another_mask_is_named_on_a_broadcast_link()
    {
        var host = Pod.Host();
        host.Mask = 0xFFFF0000;
        Expect(
            Run(null, host),
            "172.18.3.1 on eth0 has network mask 255.255.0.0, eth0 has 255.255.255.0: give both the "
                + "same prefix length");
    }

    [Fact]
    public void A_mask_means_nothing_on_a_point_to_point_link()
    {
        var host = Pod.Host();
        (host.Mask, host.PointToPoint) = (0, true);
        Assert.True(Run(null, host).IsFull);
    }

    [Fact]
    public void Routers_that_disagree_on_the_kind_of_area_are_named()
    {
        var (host, other) = (Pod.Host(), new ModelRouter("192.0.2.2", "172.18.3.2"));
        other.Options = Options.None;
        Expect(
            Run(null, host, other),
            "172.18.3.2 on eth0 says that area 0.0.0.0 is a stub area, the other routers say it is a "
                + "normal area: configure "
            + "the area alike in all of them");
    }

    [Theory]
    [InlineData(Options.Nssa, AnnounceAs.External1, "an NSSA and carries no AS-external-LSA type 1", "nssa-1")]
    [InlineData(Options.None, AnnounceAs.Nssa2, "a stub area and carries no NSSA-LSA type 2", "stub-link")]
    [InlineData(Options.External, AnnounceAs.Nssa1, "a normal area and carries no NSSA-LSA type 1", "external-1")]
    internal void A_form_that_the_area_does_not_carry_is_named(Options area, AnnounceAs form, string what, string fix)
    {
        var host = Pod.Host();
        host.Options = area;
        var link = Run(new OspfSettings { AnnounceAs = form }, host);
        Expect(link, $"area 0.0.0.0 on eth0 is {what}: remove ospf.announce-as or write {fix}");
        Assert.True(link.IsFull);
        Assert.DoesNotContain(host.Database.Keys, key => key.Type is LsType.AsExternal or LsType.Nssa);
    }

    [Theory]
    [InlineData(1, "a simple password")]
    [InlineData(7, "authentication of the unknown type 7")]
    public void Authentication_is_named(byte type, string name)
    {
        var link = new Simulation().Start().Run(5);
        var packet = Convert.FromHexString(Packets.Captured.Hello);
        packet[15] = type;
        packet[13] -= type;
        link.Deliver(ModelRouter.Quad("172.18.3.1"), 0xE0000005, packet);
        Expect(
            link,
            $"172.18.3.1 on eth0 sends {name}, we do not authenticate: write the same key under ospf.keys, or remove "
            + "authentication from the router's interface");
    }

    [Fact]
    public void Our_router_id_elsewhere_is_named_and_no_neighbor_comes_of_it()
    {
        var host = Pod.Host();
        host.Id = Pod.Id;
        var link = Run(null, host);
        Expect(
            link,
            "172.18.3.1 on eth0 has our router id 172.18.3.54: give one of the two another, here with ospf.router-id");
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
    }

    [Fact]
    public void One_router_id_on_two_neighbors_is_named()
    {
        var (host, twin) = (Pod.Host(), new ModelRouter("192.0.2.1", "172.18.3.2"));
        var link = Run(null, host, twin);
        Assert.Contains(
            "both have router id 192.0.2.1: give one of them another", link.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_from_another_subnet_is_named_on_a_broadcast_link()
    {
        var (host, stranger) = (Pod.Host(), new ModelRouter("192.0.2.9", "10.1.1.1"));
        stranger.Due = TimeSpan.FromSeconds(1);
        Expect(
            Run(null, host, stranger),
            "10.1.1.1 on eth0 speaks from outside the subnet of eth0, 172.18.3.0/24: give it an "
                + "address there, or write "
            + "ospf.network-type: point-to-point and the same in the router");
    }

    [Fact]
    public void A_larger_mtu_is_named_and_settled_when_ours_changes()
    {
        var host = Pod.Host();
        host.Mtu = 9000;
        var link = Run(null, host);
        Expect(
            link,
            "172.18.3.1 (router id 192.0.2.1) has MTU 9000, eth0 has 1500: give both the same MTU, or write "
            + "ospf.mtu-ignore: true (BIRD and FRR then accept)");
        Assert.False(link.IsFull);
        link.Interface = link.Interface with { Mtu = 9000 };
        link.Handle(new OspfEvent.LinkChanged(link.Interface));
        link.Run(6);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_smaller_mtu_is_named_when_the_router_does_not_accept_ours()
    {
        var host = Pod.Host();
        host.Mtu = 1400;
        var link = Run(null, host);
        Assert.Contains("has MTU 1400, eth0 has 1500", link.Reasons[0], StringComparison.Ordinal);
        Assert.False(link.IsFull);
    }

    [Fact]
    public void A_smaller_mtu_that_the_router_accepts_is_no_reason()
    {
        var host = Pod.Host();
        (host.Mtu, host.MtuMustBeEqual) = (9000, false);
        var link = Run(new OspfSettings { MtuIgnore = true }, host);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Ignoring_the_mtu_sends_zero()
    {
        var host = Pod.Host();
        host.Mtu = 9000;
        var link = Run(new OspfSettings { MtuIgnore = true }, host);
        Assert.True(link.IsFull);
        Assert.All(
            link.SentSince(default, PacketType.DatabaseDescription),
            sent => Assert.Equal(0, sent.Description().InterfaceMtu));
    }

    [Theory]
    [InlineData(NetworkType.Broadcast, true, "point-to-point", "broadcast")]
    [InlineData(NetworkType.PointToPoint, false, "broadcast", "point-to-point")]
    public void Another_network_type_is_named(NetworkType ours, bool pointToPoint, string theirs, string configured)
    {
        var host = Pod.Host();
        host.PointToPoint = pointToPoint;
        Expect(
            Run(new OspfSettings { NetworkType = ours }, host),
            $"172.18.3.1 on eth0 treats the link as {theirs}, ospf.network-type says {configured}: write "
            + $"ospf.network-type: {theirs} or remove it, or change the type in the router");
    }

    private static Simulation Run(OspfSettings? settings, params ModelRouter[] routers) =>
        new Simulation(settings, null, routers).Start(announcements: Simulation.Announce()).Run(25);

    private static void Expect(Simulation link, string sentence)
    {
        Assert.Equal(sentence, Assert.Single(link.Reasons));
        Assert.Contains(sentence, link.Warnings());
    }
}
