using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Somebody else on the link: under its own name it takes nothing away from a leaf that is Full.</summary>
public sealed class StrangerTests
{
    [Fact]
    public void A_second_designated_router_does_not_take_the_place_of_the_first_while_that_one_stays()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var since = link.Now;
        var second = new ModelRouter("203.0.113.66", "172.18.3.66")
        {
            Link = link,
            LeafId = Pod.Id,
            Priority = 255,
        };
        for (var i = 0; i < 10; i++)
        {
            second.SendHello(listsLeaf: true);
            link.Run(5);
        }

        Assert.True(link.IsFull);
        Assert.Empty(link.Floods(Pod.Router, since));
        Assert.All(
            link.SentSince(since, PacketType.Hello), sent => Assert.Equal(host.Address, sent.Hello().DesignatedRouter));
        Assert.Equal("2-Way", StateOf(link, second));
    }

    [Fact]
    public void A_second_designated_router_takes_over_when_the_first_steps_down()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var second = new ModelRouter("203.0.113.66", "172.18.3.66") { Priority = 255 };
        link.Add(second);
        link.Run(5);
        host.BackupOf = second;
        link.Run(30);
        Assert.Equal("Full", StateOf(link, second));
        Assert.Equal(second.Address, link.SentSince(default, PacketType.Hello).Last().Hello().DesignatedRouter);
    }

    [Fact]
    public void A_link_with_two_routers_is_not_point_to_point_whatever_one_of_them_says()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var stranger = new ModelRouter("203.0.113.66", "172.18.3.66") { Link = link, LeafId = Pod.Id };
        stranger.SendHello(listsLeaf: true);
        link.Deliver(stranger.Address, Simulation.Everybody, Opening(stranger, 1));
        Assert.True(link.IsFull);
        Assert.Equal("broadcast", link.Leaf.Status(link.Now).NetworkType);
    }

    /// <summary>Ten thousand under the name of the router: it costs the exchange, not an answer to each.</summary>
    [Fact]
    public void A_storm_of_descriptions_is_answered_at_a_bounded_rate()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        var since = link.Now;
        link.Routers.Clear();
        for (var i = 0u; i < 10_000; i++)
        {
            link.Deliver(host.Address, Pod.Address, Opening(host, i * 77));
            link.Deliver(host.Address, Pod.Address, Opening(host, i * 77));
        }

        Assert.InRange(link.SentSince(since, PacketType.DatabaseDescription).Count(), 1, 40);
        link.Add(host);
        link.Run(60);
        Assert.True(link.IsFull);
    }

    [Fact]
    public void Thousands_of_strangers_do_not_keep_the_router_out()
    {
        var link = new Simulation(null, null, Pod.Host());
        link.Routers[0].Due = TimeSpan.FromSeconds(20);
        link.Start();
        for (var i = 2u; i < 5000; i++)
        {
            var address = $"172.18.3.{(i % 50) + 2}";
            var id = $"10.0.{i >> 8}.{i & 255}";
            var stranger = new ModelRouter(id, address) { Link = link, Priority = (byte)(i % 2) };
            stranger.SendHello(listsLeaf: false);
        }

        link.Run(30);
        Assert.True(link.IsFull);
    }

    private static byte[] Opening(ModelRouter router, uint sequence) =>
        Wrapped.Packet(router.Id, router.Area, new DatabaseDescription
        {
            InterfaceMtu = router.Mtu,
            Options = router.Options,
            Flags = DescriptionFlags.Init | DescriptionFlags.More | DescriptionFlags.Master,
            Sequence = sequence,
        });

    private static string StateOf(Simulation link, ModelRouter router) => Assert.Single(
        link.Leaf.Status(link.Now).Neighbors, neighbor => neighbor.RouterId == router.Id.ToString()).State;
}
