using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What is wrong only because it lasts, and how often it is said.</summary>
public sealed class LastingReasonTests
{
    [Fact]
    public void A_router_that_falls_silent_is_said_to_be_before_it_is_gone()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.IsSilent = true;
        link.Run(15);
        Assert.Empty(link.Reasons);
        link.Run(10);
        Assert.Equal(
            "172.18.3.1 (router id 192.0.2.1) on eth0 has not been heard for 30s: in 10s it counts as gone, with every "
                + "route through it",
            Assert.Single(link.Reasons));
        for (var second = 0; second < 60; second++)
        {
            link.Run(1);
            Assert.Single(link.Reasons);
        }
    }

    [Fact]
    public void Silence_is_named_with_what_to_write_in_the_router()
    {
        var link = Run(null);
        Expect(
            link,
            "no OSPF router is heard on eth0 (172.18.3.54/24): the host's router must speak OSPF on "
                + "this bridge, in BIRD: "
            + "area 0 { interface \"<bridge>\"; }; perch host-config prints it, and a firewall must let "
            + "protocol 89 through");
    }

    [Fact]
    public void Until_something_is_wrong_the_way_to_full_is_told()
    {
        var host = Pod.Host();
        host.IsSilent = true;
        var link = new Simulation(null, null, host).Start().Run(3);
        Assert.Equal(["no OSPF router is heard on eth0 (172.18.3.54/24), for 3s now"], link.Reasons);
        Assert.Empty(link.Warnings());
    }

    [Fact]
    public void A_router_that_is_gone_is_missed_at_once()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.IsSilent = true;
        link.Run(41);
        Assert.StartsWith(
            "no OSPF router is heard on eth0 (172.18.3.54/24), for", Assert.Single(link.Reasons),
            StringComparison.Ordinal);
        Assert.False(link.Leaf.Status(link.Now).Announcements[0].Announced);
    }

    [Fact]
    public void Waiting_for_a_designated_router_is_told_before_it_is_a_complaint()
    {
        var host = Pod.Host();
        host.WaitsUntil = TimeSpan.FromHours(100);
        var link = new Simulation(null, null, host).Start().Run(12);
        Assert.Matches(
            "^172.18.3.1 .* on eth0 is 2-Way, for [0-9]+s now, and knows no designated router yet: .* up to 40s$",
            Assert.Single(link.Reasons));
    }

    [Fact]
    public void Only_leaves_on_the_link_are_named_and_nothing_is_learnt_from_them()
    {
        var leaf = new ModelRouter("172.18.3.55", "172.18.3.55") { Priority = 0 };
        var link = Run(null, leaf);
        Expect(
            link,
            "only leaf routers (priority 0) are heard on eth0, such as 172.18.3.55: start OSPF in the "
                + "host's router on this "
            + "bridge, with priority 1 or more");
        Assert.Empty(link.Sent);
    }

    [Fact]
    public void A_router_that_does_not_hear_us_is_named()
    {
        var host = Pod.Host();
        var link = new Simulation(null, null, host);
        link.Start();
        for (var i = 0; i < 12; i++)
        {
            host.State = ModelState.Down;
            link.Run(0);
            host.SendHello(listsLeaf: false);
            host.IsSilent = true;
            link.Run(5);
        }

        Expect(
            link,
            "172.18.3.1 (router id 192.0.2.1) on eth0 is heard but does not list us in its Hellos: "
                + "see its log for why it "
            + "refuses ours, and whether a firewall drops protocol 89 to it");
    }

    [Fact]
    public void An_exchange_that_is_not_answered_is_named()
    {
        var host = new ModelRouter("10.0.0.1", "172.18.3.1") { Mtu = 0 };
        Assert.Contains(
            "does not get beyond ExStart", Assert.Single(Run(null, host).Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hosts_with_one_subnet_are_named_when_they_fight_over_its_network()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        host.Flood(ForeignLsa.Of(LsType.Network, host.Address, ForeignLsa.Elsewhere, 5, maxAge: true));
        Assert.Empty(link.Reasons);
        link.Run(5);
        host.Flood(ForeignLsa.Of(LsType.Network, host.Address, ForeignLsa.Elsewhere, 6, maxAge: true));
        Assert.Equal(ForeignLsa.Elsewhere.ToString(), link.Leaf.Status(link.Now).SubnetTwin);
        Expect(
            link,
            "two hosts have the subnet 172.18.3.0/24 on a bridge in this area: 172.18.3.1 (router id "
                + "192.0.2.1) and router "
            + "id 9.9.9.9 both are designated router with address 172.18.3.1 and flush each other's network: give each "
            + "host's Docker network a subnet of its own");
    }

    [Fact]
    public void A_link_that_is_down_is_named()
    {
        var link = Pod.Announced(Pod.Host());
        link.Interface = link.Interface with { Up = false };
        link.Handle(new OspfEvent.LinkChanged(link.Interface));
        Assert.Equal("eth0 is down", Assert.Single(link.Reasons));
        Assert.Equal("Down", link.Leaf.Status(link.Now).State);
        Assert.Empty(link.Leaf.Status(link.Now).Neighbors);
        link.Interface = link.Interface with { Up = true };
        link.Handle(new OspfEvent.LinkChanged(link.Interface));
        link.Run(25);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void Malformed_packets_are_counted_and_named()
    {
        var host = Pod.Host();
        var link = Pod.Announced(host);
        for (var i = 0; i < 3; i++)
        {
            host.Transmit([2, 1, 0, 9]);
        }

        Assert.Equal(
            ["172.18.3.1 on eth0 sends malformed packets (3 so far): 4 bytes where 24 are the least"], link.Reasons);
        Assert.Equal(
            ["172.18.3.1 on eth0 sends malformed packets (1 so far): 4 bytes where 24 are the least"], link.Warnings());
    }

    [Fact]
    public void A_sentence_is_said_once_and_once_when_it_is_over()
    {
        var host = Pod.Host();
        var link =
            new Simulation(new OspfSettings { HelloInterval = TimeSpan.FromSeconds(5) }, null, host).Start().Run(95);
        var reason = Assert.Single(link.Reasons);
        Assert.Single(link.Warnings(), said => said == reason);
        host.Hello = TimeSpan.FromSeconds(5);
        link.Run(20);
        Assert.True(link.IsFull);
        Assert.Empty(link.Reasons);
        Assert.Single(link.Said, say => say.Sentence == "No longer: " + reason);
    }

    private static Simulation Run(OspfSettings? settings, params ModelRouter[] routers) =>
        new Simulation(settings, null, routers).Start(announcements: Simulation.Announce()).Run(25);

    private static void Expect(Simulation link, string sentence)
    {
        Assert.Equal(sentence, Assert.Single(link.Reasons));
        Assert.Contains(sentence, link.Warnings());
    }
}
