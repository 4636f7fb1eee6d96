using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>What BIRD put on the wire, read field by field.</summary>
public sealed class PacketBytesTests
{
    [Fact]
    public void A_hello_says_who_it_is_from_and_whom_it_has_heard()
    {
        var body = Body(Captured.Hello, PacketType.Hello);
        Assert.True(Hello.TryDecode(OspfVersion.V2, body, out var hello, out _));
        Assert.Equal(0xFFFFFF00, hello.NetworkMask);
        Assert.Equal(1, hello.HelloInterval);
        Assert.Equal(4u, hello.RouterDeadInterval);
        Assert.Equal(Options.External, hello.Options);
        Assert.Equal(1, hello.Priority);
        Assert.Equal(0x0A090002u, hello.DesignatedRouter);
        Assert.Equal(0x0A090001u, hello.BackupDesignatedRouter);
        Assert.Equal(1, hello.Neighbors.Count);
        Assert.True(hello.Neighbors.Contains(new RouterId(0x01010101)));
        Assert.False(hello.Neighbors.Contains(new RouterId(0x01010102)));
    }

    [Fact]
    public void A_first_description_opens_as_master_and_describes_nothing()
    {
        var body = Body(Captured.FirstDescription, PacketType.DatabaseDescription);
        Assert.True(DatabaseDescription.TryDecode(OspfVersion.V2, body, out var description, out _));
        Assert.Equal(1500, description.InterfaceMtu);
        Assert.Equal(DescriptionFlags.Init | DescriptionFlags.More | DescriptionFlags.Master, description.Flags);
        Assert.Equal(0xCB40EDA3, description.Sequence);
        Assert.Equal(0, description.Headers.Count);
    }

    [Fact]
    public void A_description_carries_headers()
    {
        var body = Body(Captured.Description, PacketType.DatabaseDescription);
        Assert.True(DatabaseDescription.TryDecode(OspfVersion.V2, body, out var description, out _));
        Assert.Equal(2, description.Headers.Count);
        Assert.Equal(new LsaKey(LsType.AsExternal, 0x0A420100, new RouterId(0x01010101)), description.Headers[0].Key);
        Assert.Equal(new LsaKey(LsType.Router, 0x01010101, new RouterId(0x01010101)), description.Headers[1].Key);
        Assert.Equal(SequenceNumber.Initial, description.Headers[1].Sequence);
        Assert.Equal(0x04E7, description.Headers[1].Checksum);
        Assert.Equal(36, description.Headers[1].Length);
    }

    [Fact]
    public void A_request_names_what_it_wants()
    {
        Assert.True(
            LinkStateRequest.TryDecode(Body(Captured.Request, PacketType.LinkStateRequest), out var request, out _));
        Assert.Equal(2, request.Count);
        Assert.Equal(new LsaKey(LsType.AsExternal, 0x0A4202FF, new RouterId(0x01010102)), request[0]);
    }

    [Fact]
    public void An_update_carries_whole_lsas()
    {
        Assert.True(
            LinkStateUpdate.TryDecode(OspfVersion.V2, Body(Captured.Update, PacketType.LinkStateUpdate),
                out var update, out _));
        var keys = new List<LsaKey>();
        foreach (var lsa in update)
        {
            Assert.True(lsa.IsValid(out _));
            keys.Add(lsa.Header.Key);
        }

        Assert.Equal([LsType.AsExternal, LsType.Router], keys.Select(key => key.Type));
    }

    [Fact]
    public void A_link_state_id_may_carry_host_bits()
    {
        var lsa = FirstLsa(Captured.Update);
        Assert.True(AsExternalLsa.TryDecode(lsa.Body, out var external, out _));
        Assert.Equal(new AsExternalLsa(0xFFFFFF00, Type2: true, 10000, Forwarding: 0, Tag: 0), external);
        Assert.Equal(0x0A4202FFu, lsa.Header.Key.LinkStateId);
        Assert.Equal(lsa.Body, external.Encode());
    }

    [Fact]
    public void A_router_lsa_lists_links()
    {
        var lsa = FirstLsa(Captured.PointToPointUpdate);
        Assert.True(RouterLsa.TryDecode(lsa.Body, out var router, out _));
        Assert.Equal(RouterLsaFlags.AsBoundary, router.Flags);
        Assert.Equal(new RouterLink(RouterLinkType.PointToPoint, 0x01010101, 0x0A090002, 10), router.Links[0]);
        Assert.Equal(new RouterLink(RouterLinkType.Stub, 0x0A090000, 0xFFFFFF00, 10), router.Links[1]);
        Assert.Equal(lsa.Body, router.Encode());
    }

    [Theory]
    [InlineData(Captured.Update)]
    [InlineData(Captured.NetworkUpdate)]
    [InlineData(Captured.PointToPointUpdate)]
    public void An_lsa_built_from_its_parts_is_the_one_that_was_captured(string hex)
    {
        var lsa = FirstLsa(hex);
        var built = Lsa.Build(lsa.Header.Key, lsa.Header.Options, lsa.Header.Sequence, lsa.Body, lsa.Header.Age);
        Assert.Equal(lsa.Bytes, built.Bytes);
        Assert.Equal(lsa.Header, built.Header);
    }

    [Fact]
    public void An_acknowledgement_echoes_headers()
    {
        var body = Body(Captured.Acknowledgement, PacketType.LinkStateAcknowledgement);
        Assert.True(LinkStateAcknowledgement.TryDecode(OspfVersion.V2, body, out var acknowledgement, out _));
        Assert.Equal(2, acknowledgement.Headers.Count);
        Assert.Equal(4, acknowledgement.Headers[0].Seconds);
    }

    [Theory]
    [MemberData(nameof(Captured.All), MemberType = typeof(Captured))]
    public void Encoding_what_was_decoded_gives_the_same_bytes(string hex)
    {
        var packet = Convert.FromHexString(hex);
        Assert.Equal(packet, Reencoding.Of(packet));
    }

    private static ReadOnlySpan<byte> Body(string hex, PacketType type)
    {
        Assert.True(PacketHeader.TryDecode(
            OspfVersion.V2, Convert.FromHexString(hex), out var header, out var body, out _));
        Assert.Equal(type, header.Type);
        Assert.Equal(AreaId.Backbone, header.Area);
        return body;
    }

    private static Lsa FirstLsa(string hex)
    {
        Assert.True(LinkStateUpdate.TryDecode(
            OspfVersion.V2, Body(hex, PacketType.LinkStateUpdate), out var update, out _));
        var lsas = update.GetEnumerator();
        Assert.True(lsas.MoveNext());
        return lsas.Current;
    }
}
