using Perch.Routing.Ospf;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>How far an announcement has come, which every step of a metric waits for.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public void It_counts_from_when_it_went_out_and_not_from_when_it_was_asked_for()
    {
        var host = Pod.Host();
        (host.FloodsBack, host.AckDelay) = (false, TimeSpan.FromSeconds(0.5));
        var link = Pod.Announced(host);
        var start = link.Now;
        link.Announce(Simulation.Announce(20));
        Assert.Equal(new Delivery(start, IsAcknowledged: false), link.Leaf.Delivery);
        link.Announce(Simulation.Announce(30));
        Assert.Null(link.Leaf.Delivery);
        link.Run(1.2);
        Assert.Equal(new Delivery(start + TimeSpan.FromSeconds(1.1), IsAcknowledged: false), link.Leaf.Delivery);
        link.Run(1);
        Assert.Equal(new Delivery(start + TimeSpan.FromSeconds(1.1), IsAcknowledged: true), link.Leaf.Delivery);
    }

    [Fact]
    public void What_is_sent_again_counts_from_then()
    {
        var host = Pod.Host();
        host.FloodsBack = false;
        var link = Pod.Announced(host);
        var start = link.Now;
        host.Acknowledges = false;
        link.Announce(Simulation.Announce(20));
        link.Run(2);
        Assert.Equal(new Delivery(start + TimeSpan.FromSeconds(1.2), IsAcknowledged: false), link.Leaf.Delivery);
    }

    [Fact]
    public void Without_a_router_or_an_announcement_there_is_none()
    {
        var link = Pod.Announced(Pod.Host());
        link.Announce();
        Assert.Null(link.Leaf.Delivery);
        Assert.Null(new Simulation().Start(announcements: Simulation.Announce()).Run(5).Leaf.Delivery);
    }
}
