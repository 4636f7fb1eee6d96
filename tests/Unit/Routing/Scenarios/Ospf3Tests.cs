using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V3;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>What OSPFv3 does otherwise than OSPFv2 (RFC 5340).</summary>
public sealed class Ospf3Tests
{
    [Fact]
    public void Three_lsas_announce_a_prefix_and_the_next_hop_comes_first()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        var flooded = link.SentSince(default, PacketType.LinkStateUpdate).SelectMany(packet => packet.Lsas)
            .Select(lsa => lsa.Key).Distinct();
        Assert.Equal([Pod3.Link, Pod3.Router, Pod3.External], flooded);
    }

    [Fact]
    public void The_link_lsa_names_the_link_local_address_as_next_hop()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        Assert.True(LinkLsa.TryDecode(Body(host, Pod3.Link), out var lsa, out _));
        Assert.Equal(link.Interface.Address, lsa.LinkLocal);
        Assert.Equal(0, lsa.Priority);
    }

    [Fact]
    public void The_router_lsa_names_the_designated_router_and_carries_nothing_through()
    {
        var host = Pod.Host();
        Pod3.Announced(host);
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var lsa, out _));
        var transit = Assert.Single(lsa.Links.ToArray());
        Assert.Equal(new RouterLink(RouterLinkType.Transit, 0xFFFF, 2, host.InterfaceId, host.Id), transit);
        Assert.Equal(RouterLsaFlags.AsBoundary, lsa.Flags);
        Assert.Equal(Options.V6 | Options.External | Options.Router | Options.DemandCircuits, lsa.Options);
    }

    [Fact]
    public void The_router_lsa_follows_the_interface_id_of_the_designated_router()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        host.InterfaceId = 9;
        link.Run(12);
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var lsa, out _));
        Assert.Equal(9u, lsa.Links[0].NeighborInterfaceId);
    }

    [Fact]
    public void The_interface_id_of_a_router_that_is_full_before_its_first_hello_is_that_of_its_link_lsa()
    {
        var host = Pod.Host();
        var key = new LsaKey(LsType.Link3, host.InterfaceId, host.Id);
        host.Foreign.Add(Lsa.Build(key, Options.None, SequenceNumber.Initial, new LinkLsa().Encode(), 1).Bytes);
        host.Due = TimeSpan.FromSeconds(7);
        var settings = new OspfSettings { Version = OspfVersion.V3, SeededNeighbors = [host.Id] };
        var link = new Simulation(settings, Pod3.Interface, host).Start(announcements: Pod3.Announce());
        Assert.True(link.IsFull, string.Join("; ", link.Reasons));
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var lsa, out _));
        Assert.Equal(host.InterfaceId, lsa.Links[0].NeighborInterfaceId);
    }

    [Fact]
    public void On_a_point_to_point_link_the_router_lsa_names_the_other_end()
    {
        var host = Pod.Host();
        host.PointToPoint = true;
        var link = Pod3.Announced(host);
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var lsa, out _));
        Assert.Equal(RouterLinkType.PointToPoint, lsa.Links[0].Type);
        Assert.Equal("point-to-point", link.Leaf.Status(link.Now).NetworkType);
    }

    [Fact]
    public void An_external_prefix_is_marked_as_anycast_and_keeps_metric_and_tag()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host, Pod3.Announcing(AnnounceAs.External2));
        link.Announce(Pod3.Announce(metric: 77, tag: 4242));
        link.Run(5);
        Assert.True(AsExternalLsa.TryDecode(Body(host, Pod3.External), out var lsa, out _));
        var prefix = new Prefix(128, PrefixOptions.Anycast, Pod3.Prefix.Address.Value);
        Assert.Equal(new AsExternalLsa(prefix, Type2: true, 77, Forwarding: null, 4242), lsa);
    }

    [Fact]
    public void A_stub_link_is_an_intra_area_prefix_of_our_router_lsa()
    {
        var host = Pod.Host();
        Pod3.Announced(host, Pod3.Announcing(AnnounceAs.StubLink));
        Assert.True(IntraAreaPrefixLsa.TryDecode(Body(host, Pod3.IntraArea), out var lsa, out _));
        var prefix = new Prefix(128, PrefixOptions.Anycast, Pod3.Prefix.Address.Value);
        Assert.Equal(new IntraAreaPrefixLsa(Pod3.Id, prefix, 10), lsa);
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var router, out _));
        Assert.Equal(RouterLsaFlags.None, router.Flags);
        Assert.Equal(Options.V6 | Options.External | Options.DemandCircuits, router.Options);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_type_7_leaves_its_area_only_with_an_address_that_the_area_can_reach(bool hasGlobal)
    {
        var host = Pod.Host();
        host.Options = Options.Nssa;
        var global = hasGlobal ? Pod3.Read("fd00:18:3::54") : (IpAddress?)null;
        Pod3.Announced(host, null, Pod3.Interface with { Global = global });
        Assert.True(AsExternalLsa.TryDecode(Body(host, Pod3.Nssa), out var lsa, out _));
        Assert.Equal(global, lsa.Forwarding);
        Assert.Equal(hasGlobal, lsa.Prefix.Options.HasFlag(PrefixOptions.Propagate));
        Assert.Equal(hasGlobal, host.Database.Keys.Any(key => key.Type == LsType.IntraAreaPrefix3));
    }

    [Fact]
    public void A_withdrawn_prefix_is_flushed_and_the_router_lsa_stays_as_it_is()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host, Pod3.Announcing(AnnounceAs.StubLink));
        var before = host.Database[Pod3.Router].Header.Sequence;
        link.Announce();
        link.Run(5);
        Assert.DoesNotContain(Pod3.IntraArea, host.Database.Keys);
        Assert.Equal(before, host.Database[Pod3.Router].Header.Sequence);
    }

    [Fact]
    public void Nothing_is_left_behind_by_a_speaker_that_goes()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        link.Handle(new OspfEvent.Leaving(Flush: true));
        link.Run(4);
        Assert.True(link.HasLeft);
        Assert.Empty(host.Database.Keys);
    }

    [Theory]
    [InlineData((int)LsType.IntraAreaPrefix3)]
    [InlineData((int)LsType.AsExternal3)]
    [InlineData((int)LsType.Nssa3)]
    [InlineData((int)LsType.Network3)]
    [InlineData((int)LsType.Link3)]
    [InlineData((int)LsType.InterAreaPrefix3)]
    public void What_an_earlier_life_left_behind_is_flushed_with_a_body(int type)
    {
        var host = Pod.Host();
        var old = new LsaKey((LsType)type, 99, Pod3.Id);
        var bytes = Lsa.Build(old, Options.None, new SequenceNumber(int.MinValue + 5), new byte[24]).Bytes;
        host.Database[old] = new StoredLsa(LsaHeader.Read(OspfVersion.V3, bytes), bytes, default);
        Pod3.Announced(host);
        Assert.DoesNotContain(old, host.Database.Keys);
    }

    [Fact]
    public void A_successor_is_full_again_at_once_and_keeps_the_interface_id_of_the_router()
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        var memory = link.Leaf.Memory;
        link.Handle(new OspfEvent.Leaving(Flush: false));
        link.Replace(new OspfSettings { Version = OspfVersion.V3, Remembered = memory });
        link.Start(1_800_000_100, Pod3.Announce()).Run(0.1);
        Assert.True(link.IsFull);
        link.Run(3);
        Assert.True(RouterLsa.TryDecode(Body(host, Pod3.Router), out var lsa, out _));
        Assert.Equal(host.InterfaceId, lsa.Links[0].NeighborInterfaceId);
    }

    [Theory]
    [InlineData(0x2042, true)]
    [InlineData(0x6001, false)]
    public void A_type_that_nobody_knows_is_acknowledged_unless_its_scope_is_reserved(int type, bool acknowledged)
    {
        var host = Pod.Host();
        var link = Pod3.Announced(host);
        var unknown = new LsaKey((LsType)type, 1, ForeignLsa.Elsewhere);
        host.Flood(Lsa.Build(unknown, Options.None, SequenceNumber.Initial, new byte[4]).Bytes);
        Assert.Equal(acknowledged, host.AcknowledgementsHeard.Exists(header => header.Key == unknown));
        Assert.Equal(!acknowledged, link.Reasons.Count > 0);
    }

    private static ReadOnlySpan<byte> Body(ModelRouter host, LsaKey key)
    {
        Assert.Contains(key, host.Database.Keys);
        return host.Database[key].Bytes.AsSpan(LsaHeader.Size);
    }
}
