using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What has brought other routers down, done to a leaf that is Full and announces.</summary>
public sealed class KnownAttackTests
{
    /// <summary>Grace-LSA: an opaque LSA of type 3 on the link (RFC 3623 B); BIRD 461f177b looped over it.</summary>
    [Fact]
    public void A_neighbor_that_asks_for_grace_is_acknowledged_and_nothing_else()
    {
        var (host, link) = Announced();
        byte[] grace = [0, 1, 0, 4, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 3, 0, 4, 172, 18, 3, 1];
        for (var i = 1; i <= 50; i++)
        {
            host.Flood(ForeignLsa.Of(LsType.OpaqueLink, 0x0300_0000, host.Id, i, grace));
        }

        Survives(link, acknowledgements: 50);
    }

    /// <summary>CVE-2024-27913, -31950, -31951, -34088, FRR #22819: TLVs that run past their LSA.</summary>
    [Theory]
    [InlineData((int)LsType.OpaqueLink)]
    [InlineData((int)LsType.OpaqueArea)]
    [InlineData((int)LsType.OpaqueAs)]
    public void What_is_inside_an_opaque_lsa_is_not_looked_at(int type)
    {
        var (host, link) = Announced();
        foreach (var body in new byte[][] { [], [0, 1, 255, 255], [0, 1, 0, 0], [0, 2, 0, 8, 0, 1, 255, 255] })
        {
            host.Flood(ForeignLsa.Of((LsType)type, 0x0400_0000u + (uint)body.Length, host.Id, 1, body));
        }

        Survives(link, acknowledgements: 4);
    }

    /// <summary>CVE-2013-2236: an LSA as large as a packet can be.</summary>
    [Fact]
    public void The_largest_lsa_is_acknowledged()
    {
        var (host, link) = Announced();
        host.Flood(ForeignLsa.Of(LsType.OpaqueArea, 1, host.Id, 1, new byte[65_000]));
        Survives(link, acknowledgements: 1);
    }

    /// <summary>FRR #6218: one packet flushes our LSA, forges it and flushes it again.</summary>
    [Fact]
    public void Our_own_lsa_several_times_in_one_update_is_originated_again_once()
    {
        var (host, link) = Announced();
        var known = host.Database[Pod.External].Header.Sequence.Value;
        var since = link.Now;
        host.Transmit(host.Update(
        [
            ForeignLsa.Of(Pod.External.Type, Pod.External.LinkStateId, Pod.Id, known + 1, maxAge: true),
            ForeignLsa.Of(Pod.External.Type, Pod.External.LinkStateId, Pod.Id, known + 2),
            ForeignLsa.Of(Pod.External.Type, Pod.External.LinkStateId, Pod.Id, known + 3, maxAge: true),
        ]));
        link.Run(1.05);
        Assert.InRange(link.Floods(Pod.External, since).Select(flood => flood.Lsa.Sequence).Distinct().Count(), 0, 1);
        link.Run(5);
        Assert.True(host.Database[Pod.External].Header.Sequence.Value > known + 3);
        Survives(link, acknowledgements: 0);
    }

    /// <summary>VU#229804, CVE-2013-0149: a false copy of another router's LSA is that router's to fight.</summary>
    [Fact]
    public void A_router_lsa_with_two_names_is_not_acknowledged()
    {
        var (host, link) = Announced();
        var since = link.Now;
        host.Flood(ForeignLsa.Of(LsType.Router, host.Id.Value, Pod.Id, 1));
        Assert.Empty(link.SentSince(since, PacketType.LinkStateAcknowledgement));
        Survives(link, acknowledgements: 0);
    }

    /// <summary>BIRD 10b48de, holo b68e2845: lengths of what follows the packet.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0000ffff")]
    [InlineData("fff600030001000400000001")]
    public void What_follows_a_hello_is_not_part_of_it_whatever_its_length_says(string tail)
    {
        var (host, link) = Announced();
        var hello = Wrapped.Packet(host.Id, host.Area, new Hello
        {
            NetworkMask = host.Mask,
            HelloInterval = 10,
            RouterDeadInterval = 40,
            Options = host.Options | (Options)0x10,
            Priority = 1,
            DesignatedRouter = host.Address,
            Neighbors = new RouterIdList([172, 18, 3, 54]),
        });
        link.Deliver(host.Address, Simulation.Everybody, [.. hello, .. Convert.FromHexString(tail)]);
        Survives(link, acknowledgements: 0);
        Assert.Empty(link.Reasons);
    }

    [Fact]
    public void A_forged_hello_that_names_nobody_costs_one_exchange()
    {
        var (host, link) = Announced();
        host.SendHello(listsLeaf: false);
        Assert.False(link.IsFull);
        link.Run(20);
        Survives(link, acknowledgements: 0);
    }

    [Fact]
    public void A_forged_hello_under_our_own_name_is_said_and_changes_nothing()
    {
        var (_, link) = Announced();
        var twin = new ModelRouter("172.18.3.54", "172.18.3.77") { Link = link };
        twin.SendHello(listsLeaf: true);
        Assert.Contains("has our router id 172.18.3.54", link.Reasons[0], StringComparison.Ordinal);
        Survives(link, acknowledgements: 0);
    }

    /// <summary>Fifty thousand packets in a second: what is said of them does not grow with them.</summary>
    [Fact]
    public void A_storm_of_malformed_packets_is_no_storm_in_the_log()
    {
        var (host, link) = Announced();
        var said = link.Said.Count;
        for (var i = 0; i < 50_000; i++)
        {
            link.Deliver(host.Address, Simulation.Everybody, [2, 4, 0, 24, .. new byte[16 + (i % 8)]]);
        }

        Assert.InRange(link.Said.Count - said, 1, 20);
        Survives(link, acknowledgements: 0);
    }

    /// <summary>Each pair says that something is wrong, and that it no longer is.</summary>
    [Fact]
    public void A_storm_of_hellos_that_take_turns_in_being_wrong_is_no_storm_in_the_log()
    {
        var (_, link) = Announced();
        var other = new ModelRouter("192.0.2.7", "172.18.3.7") { Link = link, Priority = 1 };
        var said = link.Said.Count(say => say.Severity != Severity.Debug);
        for (var i = 0; i < 20_000; i++)
        {
            other.Hello = TimeSpan.FromSeconds(10 - (i % 2));
            other.SendHello(listsLeaf: false);
        }

        Assert.InRange(link.Said.Count(say => say.Severity != Severity.Debug) - said, 1, 110);
        link.Run(60);
        other.Hello = TimeSpan.FromSeconds(3);
        other.SendHello(listsLeaf: false);
        Assert.Contains(
            link.Said, say => say.Sentence.EndsWith("were left out here: too many", StringComparison.Ordinal));
    }

    /// <summary>What is new is written to a disk.</summary>
    [Fact]
    public void A_storm_of_hellos_leaves_the_memory_the_same_object()
    {
        var (host, link) = Announced();
        var memory = link.Leaf.Memory;
        var other = new ModelRouter("192.0.2.7", "172.18.3.7") { Link = link, Priority = 0 };
        for (var i = 0; i < 100; i++)
        {
            host.SendHello(listsLeaf: true);
            other.SendHello(listsLeaf: i % 2 == 0);
            link.Run(0.1);
        }

        Assert.NotNull(memory);
        Assert.Same(memory, link.Leaf.Memory);
    }

    private static (ModelRouter Host, Simulation Link) Announced()
    {
        var host = Pod.Host();
        return (host, Pod.Announced(host));
    }

    private static void Survives(Simulation link, int acknowledgements)
    {
        Assert.True(link.IsFull);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
        Assert.True(link.Sent.Count(packet => packet.Type == PacketType.LinkStateAcknowledgement) >= acknowledgements);
        link.Run(5);
        Assert.True(link.IsFull);
    }
}
