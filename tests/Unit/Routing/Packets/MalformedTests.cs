using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>Malformed input that has broken other routers, each refused with the reason named.</summary>
public sealed class MalformedTests
{
    [Theory]
    [InlineData("", "0 bytes where 24 are the least")]
    [InlineData("030100180000000000000000000000000000000000000000", "OSPF version 3, not 2")]
    [InlineData("020600180000000000000000000000000000000000000000", "packet type 6, which does not exist")]
    [InlineData("020000180000000000000000000000000000000000000000", "packet type 0, which does not exist")]
    [InlineData("020100000000000000000000000000000000000000000000", "a length field of 0 over 24 bytes")]
    [InlineData("020100130000000000000000000000000000000000000000", "a length field of 19 over 24 bytes")]
    [InlineData("02010019000000000000000000000000000000000000000000", "a length field of 25 over 25 bytes")]
    [InlineData("0201ffff0000000000000000000000000000000000000000", "a length field of 65535 over 24 bytes")]
    public void A_header_is_refused(string hex, string why)
    {
        Assert.False(PacketHeader.TryDecode(OspfVersion.V2, Convert.FromHexString(hex), out _, out _, out var error));
        Assert.Equal(why, error.ToString());
    }

    [Fact]
    public void A_wrong_checksum_is_named_with_the_right_one()
    {
        var packet = Convert.FromHexString("020100180000000000000000123400000000000000000000");
        Assert.Equal(
            "checksum 0x1234 where 0xfde6 is right",
            PacketChecksum.Check(OspfVersion.V2, packet, default, default).ToString());
    }

    [Fact]
    public void A_digest_behind_the_packet_is_not_read_as_part_of_it()
    {
        byte[] packet = [.. Convert.FromHexString(Captured.Hello), 1, 2, 3, 4];
        Assert.True(PacketHeader.TryDecode(OspfVersion.V2, packet, out _, out var body, out _));
        Assert.Equal(24, body.Length);
    }

    [Fact]
    public void A_hello_whose_neighbor_list_is_no_list_is_refused()
    {
        Assert.False(Hello.TryDecode(OspfVersion.V2, new byte[22], out _, out var error));
        Assert.Equal("a list of 2 bytes, no multiple of 4", error.ToString());
    }

    [Fact]
    public void A_description_with_half_a_header_is_refused()
    {
        Assert.False(DatabaseDescription.TryDecode(OspfVersion.V2, new byte[8 + 30], out _, out var error));
        Assert.Equal("a list of 30 bytes, no multiple of 20", error.ToString());
    }

    [Fact]
    public void A_request_with_half_an_entry_is_refused() =>
        Assert.False(LinkStateRequest.TryDecode(new byte[8], out _, out _));

    [Fact]
    public void An_acknowledgement_with_half_a_header_is_refused() =>
        Assert.False(LinkStateAcknowledgement.TryDecode(OspfVersion.V2, new byte[19], out _, out _));

    [Theory]
    [InlineData("0000000100", "1 LSAs announced, 0 there")]
    [InlineData("ffffffff", "4294967295 LSAs announced, 0 there")]
    [InlineData("0000000100000000000000000000000000000000000000000000", "1 LSAs announced, 1 there")]
    public void An_update_is_refused_when_its_count_lies(string hex, string why)
    {
        var body = Convert.FromHexString(hex);
        Assert.False(LinkStateUpdate.TryDecode(OspfVersion.V2, body, out _, out var error));
        Assert.True(error.ToString() == why || error.Fault == DecodeFault.LsaLength, error.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(65535)]
    public void An_update_is_refused_when_the_length_of_an_lsa_lies(int length)
    {
        var body = new byte[4 + 20];
        body[3] = 1;
        body[22] = (byte)(length >> 8);
        body[23] = (byte)length;
        Assert.False(LinkStateUpdate.TryDecode(OspfVersion.V2, body, out _, out var error));
        Assert.Equal(new DecodeError(DecodeFault.LsaLength, length, 20), error);
    }

    [Fact]
    public void An_update_with_bytes_behind_its_last_lsa_is_refused() =>
        Assert.False(LinkStateUpdate.TryDecode(OspfVersion.V2, new byte[4 + 4], out _, out _));

    [Fact]
    public void A_router_lsa_with_more_links_than_bytes_is_refused()
    {
        byte[] body = [0, 0, 0xFF, 0xFF, .. new byte[20]];
        Assert.False(RouterLsa.TryDecode(body, out _, out _));
    }

    [Fact]
    public void A_router_lsa_whose_last_link_overruns_with_types_of_service_is_refused()
    {
        byte[] body = [0, 0, 0, 1, .. new byte[9], 200, 0, 0];
        Assert.False(RouterLsa.TryDecode(body, out _, out _));
    }

    [Fact]
    public void An_external_lsa_without_its_body_is_refused() =>
        Assert.False(AsExternalLsa.TryDecode(new byte[15], out _, out _));
}
