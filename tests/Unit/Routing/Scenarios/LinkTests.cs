using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What is announced in which form, and a link that changes under us.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData(AnnounceAs.External1, false)]
    [InlineData(AnnounceAs.External2, true)]
    public void A_prefix_is_one_external_lsa_of_its_own(AnnounceAs form, bool type2)
    {
        var host = Pod.Host();
        var link = Run(form, host, new Announcement(Simulation.Prefix, 33, 99));
        var stored = host.Database[Pod.External];
        Assert.True(AsExternalLsa.TryDecode(new Lsa(OspfVersion.V2, stored.Bytes).Body, out var lsa, out _));
        Assert.Equal(new AsExternalLsa(uint.MaxValue, type2, 33, Forwarding: 0, 99), lsa);
        Assert.True(stored.Header.Options.HasFlag(Options.External));
        Assert.Equal(link.Leaf.Status(link.Now).Announcements[0].Lsa, $"AS-external-LSA type {(type2 ? 2 : 1)}");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(AnnounceAs.Nssa2, true)]
    public void In_an_nssa_a_type_7_asks_to_be_translated_and_says_where_to_forward(AnnounceAs? form, bool type2)
    {
        var host = Pod.Host();
        host.Options = Options.Nssa;
        Run(form, host, Simulation.Announce());
        var stored = host.Database[Pod.Nssa];
        Assert.True(AsExternalLsa.TryDecode(new Lsa(OspfVersion.V2, stored.Bytes).Body, out var lsa, out _));
        Assert.Equal(new AsExternalLsa(uint.MaxValue, type2, 10, Forwarding: Pod.Address, 0), lsa);
        Assert.True(stored.Header.Options.HasFlag(Options.Nssa));
        Assert.False(stored.Header.Options.HasFlag(Options.External));
    }

    [Fact]
    public void In_a_stub_area_a_prefix_is_a_stub_link()
    {
        var host = Pod.Host();
        host.Options = Options.None;
        var link = Run(null, host, Simulation.Announce());
        var router = Links(host);
        Assert.Equal(new RouterLink(RouterLinkType.Stub, Simulation.Prefix.Address.V4, uint.MaxValue, 10), router[1]);
        link.Announce();
        link.Run(3);
        Assert.Single(Links(host));
        Assert.True(link.IsFull);
    }

    [Theory]
    [InlineData(AnnounceAs.External1, 0xFFFFFE)]
    [InlineData(AnnounceAs.StubLink, 0xFFFE)]
    public void The_largest_metric_is_what_the_form_can_carry(AnnounceAs form, uint most)
    {
        var link = Run(form, Pod.Host(), new Announcement(Simulation.Prefix, uint.MaxValue, 0));
        Assert.Equal(most, link.Leaf.Status(link.Now).Announcements[0].Metric);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
    }

    [Fact]
    public void A_point_to_point_link_names_the_router_at_its_end()
    {
        var host = Pod.Host();
        host.PointToPoint = true;
        Run(null, host, Simulation.Announce());
        Assert.Equal(
            new RouterLink(RouterLinkType.PointToPoint, host.Id.Value, Pod.Address, 0xFFFF),
            Assert.Single(Links(host)));
    }

    [Fact]
    public void On_a_point_to_point_link_everything_goes_to_all_routers_and_other_leaves_are_left_alone()
    {
        var (host, leaf) = (Pod.Host(), new ModelRouter("172.18.3.55", "172.18.3.55") { Priority = 0 });
        (host.PointToPoint, leaf.PointToPoint, leaf.Due) = (true, true, TimeSpan.FromSeconds(1));
        var link = new Simulation(null, null, host, leaf).Start(announcements: Simulation.Announce()).Run(30);
        Assert.All(link.Sent, sent => Assert.Equal(0xE0000005, sent.Destination));
        Assert.Single(link.Leaf.Status(link.Now).Neighbors);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_link_that_turns_from_point_to_point_to_broadcast_is_followed()
    {
        var host = Pod.Host();
        host.PointToPoint = true;
        var link = Pod.Announced(host);
        host.PointToPoint = false;
        host.Restart();
        link.Run(20);
        Assert.Equal("broadcast", link.Leaf.Status(link.Now).NetworkType);
        Assert.Equal(RouterLinkType.Transit, Assert.Single(Links(host)).Type);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_link_that_turns_from_broadcast_to_point_to_point_is_followed()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.PointToPoint = true;
        host.Restart();
        link.Run(20);
        Assert.Equal("point-to-point", link.Leaf.Status(link.Now).NetworkType);
        Assert.Equal(RouterLinkType.PointToPoint, Assert.Single(Links(host)).Type);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_router_that_is_given_other_timers_or_another_area_is_learnt_from_again()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        (host.Hello, host.Dead, host.Area) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), new(5));
        host.Restart();
        link.Run(10);
        Assert.True(link.IsFull);
        Assert.Equal("0.0.0.5", link.Leaf.Status(link.Now).Area);
        Assert.Contains(Pod.External, host.Database.Keys);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_router_that_comes_back_under_another_router_id_is_a_new_neighbor()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Id = new(0xC0000209);
        host.Restart();
        link.Run(15);
        var neighbor = Assert.Single(link.Leaf.Status(link.Now).Neighbors);
        Assert.Equal(("192.0.2.9", "Full"), (neighbor.RouterId, neighbor.State));
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Another_address_is_another_router_id_and_everything_begins_anew()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        link.Interface = link.Interface with { Address = IpAddress.FromV4(ModelRouter.Quad("172.18.3.77")) };
        link.Handle(new OspfEvent.LinkChanged(link.Interface));
        link.Run(15);
        Assert.Equal("172.18.3.77", link.Leaf.Status(link.Now).RouterId);
        Assert.True(link.IsFull);
        Assert.Contains(Pod.External with { AdvertisingRouter = new(link.Interface.Address.V4) }, host.Database.Keys);
    }

    [Fact]
    public void A_spoofed_hello_that_lists_nobody_costs_one_exchange_and_no_route()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.SendHello(listsLeaf: false);
        Assert.False(link.IsFull);
        link.Run(16);
        Assert.True(link.IsFull);
        Assert.Contains(Pod.External, host.Database.Keys);
    }

    [Fact]
    public void A_thousand_spoofed_routers_do_not_grow_without_bound()
    {
        var link = Pod.Announced(Pod.Host());
        var sent = link.Sent.Count;
        for (var i = 0; i < 1000; i++)
        {
            var spoofed = new ModelRouter($"10.1.{i / 250}.{i % 250}", $"172.18.3.{60 + (i % 190)}") { Link = link };
            spoofed.SendHello(listsLeaf: false);
        }

        Assert.InRange(link.Leaf.Status(link.Now).Neighbors.Count, 1, 350);
        link.Run(0.05);
        Assert.InRange(link.Sent.Count - sent, 0, 3);
    }

    private static Simulation Run(AnnounceAs? form, ModelRouter host, params Announcement[] announcements) =>
        new Simulation(new OspfSettings { AnnounceAs = form }, null, host).Start(announcements: announcements).Run(5);

    private static RouterLink[] Links(ModelRouter host)
    {
        Assert.True(RouterLsa.TryDecode(new Lsa(
            OspfVersion.V2, host.Database[Pod.Router].Bytes).Body, out var router, out _));
        return router.Links.ToArray();
    }
}
