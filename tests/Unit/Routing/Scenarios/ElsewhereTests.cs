using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>Who else announces the address: what is asked for, what is believed, and for how long.</summary>
public sealed class ElsewhereTests
{
    private static readonly OspfSettings Settings = new() { Prefixes = [Simulation.Prefix] };

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("10.0.0.1")]
    public void Another_router_that_announces_the_address_is_known_when_we_are_full(string hostId)
    {
        var host = new ModelRouter(hostId, "172.18.3.1") { ForeignLsas = 20_000 };
        host.Foreign.AddRange(Area.Topology());
        host.Foreign.Add(Area.External(Area.PodB, metric: 30));
        host.Foreign.Add(Area.Router(new RouterId(7), 9, []));
        var link = Start(host);
        Assert.Equal(7, host.RequestsHeard.Count);
        var (knowledge, found) = Look(link);
        Assert.Equal((Knowledge.Complete, null), (knowledge.Knowledge, knowledge.Reason));
        if (hostId == "192.0.2.1")
        {
            Assert.Equal(("172.18.4.54", "AS-external-LSA type 1", 30u), (found!.RouterId, found.Form, found.Metric));
            Assert.Equal(2, found.For.TotalSeconds, 1);
        }
    }

    [Fact]
    public void Nobody_else_is_known_for_certain_too()
    {
        var link = Start(Host(Area.Topology()));
        var (all, found) = Look(link);
        Assert.Equal(Knowledge.Complete, all.Knowledge);
        Assert.Null(found);
    }

    [Fact]
    public void What_comes_later_is_known_when_it_is_flooded_and_forgotten_when_it_is_flushed()
    {
        var host = Host(Area.Topology());
        var link = Start(host);
        host.Flood(Area.External(Area.PodB));
        link.Run(100);
        host.Flood(Area.External(Area.PodB, metric: 12, sequence: 6));
        Assert.Equal((12u, 100), (Look(link).Found!.Metric, Look(link).Found!.For.TotalSeconds));
        host.Flood(Area.External(Area.PodB, metric: 10, sequence: 5));
        Assert.Equal(12u, Look(link).Found!.Metric);
        host.Flood(Area.External(Area.PodB, sequence: 7, maxAge: true));
        Assert.Null(Look(link).Found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_nobody_refreshes_ages_out_unless_it_does_not_age(bool doesNotAge)
    {
        var external = Area.External(Area.PodB);
        Lsa.SetAge(external, (ushort)(doesNotAge ? 0x8000 | 1000 : 1000));
        var host = Host([]);
        var link = Start(host);
        host.Flood(external);
        var topology = Area.Topology();
        foreach (var lsa in topology)
        {
            Lsa.SetAge(lsa, 0x8000);
        }

        host.Flood(topology);
        link.Run(2590);
        Assert.NotNull(Look(link).Found);
        link.Run(20);
        Assert.Equal(doesNotAge, Look(link).Found is not null);
    }

    [Fact]
    public void What_a_router_left_behind_that_no_way_leads_to_does_not_count()
    {
        var host = Host([.. Area.Topology(), Area.External(Area.PodB)]);
        var link = Start(host);
        host.Flood(Area.HostARouter(linked: false));
        var (all, found) = Look(link);
        Assert.Null(found);
        Assert.Equal((Knowledge.Complete, "172.18.4.54"), (all.Knowledge, Assert.Single(all.LeftBehind)));
    }

    [Fact]
    public void A_stub_link_of_another_pod_counts()
    {
        var found = Look(Start(Host(Area.Topology(Area.Stub(20))))).Found;
        Assert.Equal(("172.18.4.54", "stub link", 20u), (found!.RouterId, found.Form, found.Metric));
    }

    [Fact]
    public void The_largest_metric_is_said_to_be_on_its_way_off()
    {
        var external = Look(Start(Host([.. Area.Topology(), Area.External(Area.PodB, metric: 0xFF_FFFE)]))).Found;
        Assert.True(external!.Depreferred);
        Assert.True(Look(Start(Host(Area.Topology(Area.Stub(0xFFFE))))).Found!.Depreferred);
        Assert.False(Look(Start(Host(Area.Topology(Area.Stub(0xFFFD))))).Found!.Depreferred);
    }

    [Fact]
    public void A_network_of_the_same_number_and_a_metric_of_infinity_do_not_count()
    {
        Assert.Null(Look(Start(Host([.. Area.Topology(), Area.External(Area.PodB, mask: 0xFFFF_FF00)]))).Found);
        Assert.Null(Look(Start(Host([.. Area.Topology(), Area.External(Area.PodB, metric: 0xFF_FFFF)]))).Found);
    }

    [Fact]
    public void A_router_of_another_area_is_reached_by_way_of_the_border_router_that_says_so()
    {
        var far = new RouterId(ModelRouter.Quad("10.9.9.9"));
        var host = Host([.. Area.Topology(), Area.External(far, type2: true)]);
        var link = Start(host);
        Assert.Null(Look(link).Found);
        host.Flood(Area.Summary(LsType.SummaryAsbr, far.Value, Area.HostB, 20, mask: 0));
        Assert.Equal(("10.9.9.9", "AS-external-LSA type 2"), (Look(link).Found!.RouterId, Look(link).Found!.Form));
    }

    [Fact]
    public void A_stub_link_of_another_area_comes_as_a_summary()
    {
        var summary = Area.Summary(LsType.SummaryNetwork, Simulation.Prefix.Address.V4, Area.HostB, 40);
        var found = Look(Start(Host([.. Area.Topology(), summary]))).Found;
        Assert.Equal(("192.0.2.2", "summary-LSA", 40u), (found!.RouterId, found.Form, found.Metric));
    }

    [Fact]
    public void What_is_asked_for_and_does_not_come_is_asked_for_again_and_unknown_until_then()
    {
        var host = Host([.. Area.Topology(), Area.External(Area.PodB)]);
        host.LosesAnswers = true;
        var link = Start(host);
        Assert.True(link.IsFull);
        Assert.Equal(Knowledge.Unknown, Look(link).All.Knowledge);
        Assert.Contains("has not yet sent all", Look(link).All.Reason, StringComparison.Ordinal);
        Assert.Equal(6, host.RequestsHeard.Count);
        host.LosesAnswers = false;
        link.Run(5);
        Assert.Equal(12, host.RequestsHeard.Count);
        Assert.Equal((Knowledge.Complete, 10u), (Look(link).All.Knowledge, Look(link).Found!.Metric));
    }

    [Fact]
    public void What_is_flushed_before_it_comes_is_not_asked_for_any_more()
    {
        var host = Host([Area.External(Area.PodB)]);
        host.LosesAnswers = true;
        var link = Start(host);
        host.Foreign.Clear();
        host.Flood(Area.External(Area.PodB, sequence: 6, maxAge: true));
        link.Run(20);
        Assert.Single(host.RequestsHeard);
        Assert.Equal(Knowledge.Complete, Look(link).All.Knowledge);
    }

    [Fact]
    public void Without_a_router_that_is_full_nothing_is_known()
    {
        var host = Host([.. Area.Topology(), Area.External(Area.PodB)]);
        var link = Start(host);
        Assert.NotNull(Look(link).Found);
        host.IsSilent = true;
        link.Run(45);
        Assert.Equal(
            (Knowledge.Unknown, "no router on eth0 is Full"), (Look(link).All.Knowledge, Look(link).All.Reason));
        Assert.Null(Look(link).Found);
        host.IsSilent = false;
        host.Foreign.RemoveAt(host.Foreign.Count - 1);
        host.Restart();
        link.Run(15);
        Assert.Equal(Knowledge.Complete, Look(link).All.Knowledge);
        Assert.Null(Look(link).Found);
    }

    [Theory]
    [InlineData(true, "an NSSA")]
    [InlineData(false, "a stub area")]
    public void In_an_area_that_outside_routes_do_not_enter_the_knowledge_is_partial(bool nssa, string what)
    {
        var host = Host([.. Area.Topology(), Area.External(Area.PodB, type: LsType.Nssa)]);
        host.Options = nssa ? Options.Nssa : Options.None;
        var (all, found) = Look(Start(host));
        Assert.Equal(Knowledge.Partial, all.Knowledge);
        Assert.Contains(what, all.Reason, StringComparison.Ordinal);
        Assert.Equal("NSSA-LSA type 1", found!.Form);
    }

    [Fact]
    public void Our_stub_link_hides_those_of_other_areas_where_there_is_a_border()
    {
        var settings = Settings with { AnnounceAs = AnnounceAs.StubLink };
        Assert.Equal(Knowledge.Complete, Look(Start(Host(Area.Topology()), settings)).All.Knowledge);
        var host = Host(Area.Topology());
        host.Foreign.Add(Area.Router(new RouterId(3), 5, [], Perch.Routing.Ospf.Lsas.V2.RouterLsaFlags.AreaBorder));
        Assert.Equal(Knowledge.Partial, Look(Start(host, settings)).All.Knowledge);
    }

    [Fact]
    public void What_our_other_interfaces_announce_is_ours()
    {
        var link = Start(Host([.. Area.Topology(), Area.External(Area.PodB)]));
        var all = Assert.Single(link.Leaf.LookElsewhere(link.Now, new HashSet<string> { "172.18.4.54" }));
        Assert.Empty(all.Announcers);
    }

    [Fact]
    public void More_routers_than_are_kept_make_it_partial_and_take_bounded_memory()
    {
        var host = Host([.. Area.Topology(), Area.External(Area.PodB)]);
        var link = Start(host);
        for (var i = 0; i < 100; i++)
        {
            var ids = Enumerable.Range(1 + (i * 30), 30);
            host.Flood([.. ids.Select(id => Area.Router(new RouterId((uint)id), 5, []))]);
        }

        Assert.Equal(Knowledge.Partial, Look(link).All.Knowledge);
        Assert.Contains("2000", Look(link).All.Reason, StringComparison.Ordinal);
        Assert.NotNull(Look(link).Found);
    }

    [Fact]
    public void Without_addresses_nothing_is_asked_for()
    {
        var host = Host(Area.Topology());
        Start(host, new OspfSettings());
        Assert.Empty(host.RequestsHeard);
    }

    private static ModelRouter Host(byte[][] foreign)
    {
        var host = Pod.Host();
        host.Foreign.AddRange(foreign);
        return host;
    }

    private static Simulation Start(ModelRouter host, OspfSettings? settings = null)
    {
        var link = new Simulation(settings ?? Settings, null, host).Start(announcements: Simulation.Announce()).Run(2);
        Assert.True(link.IsFull);
        return link;
    }

    private static (Elsewhere All, AnnouncerStatus? Found) Look(Simulation link)
    {
        var all = Assert.Single(link.Leaf.LookElsewhere(link.Now, new HashSet<string>()));
        return (all, all.Announcers.SingleOrDefault());
    }
}
