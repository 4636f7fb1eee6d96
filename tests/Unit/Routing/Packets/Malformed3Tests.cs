using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V3;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;
using Perch.Tests.Unit.Routing.Captures;

namespace Perch.Tests.Unit.Routing.Packets;

/// <summary>Malformed input of OSPFv3 that has broken other routers, each refused with the reason named.</summary>
public sealed class Malformed3Tests
{
    /// <summary>BIRD acb6b97a; tcpdump CVE-2017-13036.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(19)]
    public void A_hello_shorter_than_its_options_is_refused(int length)
    {
        Assert.False(Hello.TryDecode(OspfVersion.V3, new byte[length], out _, out var error));
        Assert.Equal(new DecodeError(DecodeFault.TooShort, length, 20), error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(11)]
    public void A_description_shorter_than_its_options_is_refused(int length)
    {
        Assert.False(DatabaseDescription.TryDecode(OspfVersion.V3, new byte[length], out _, out var error));
        Assert.Equal(new DecodeError(DecodeFault.TooShort, length, 12), error);
    }

    /// <summary>CVE-2011-3323: the header itself runs out.</summary>
    [Fact]
    public void A_packet_that_ends_anywhere_is_refused_or_read_without_what_is_missing()
    {
        var (packets, _) = CaptureTests.Read(CaptureTests.File("frr-v3-broadcast.pcap"));
        foreach (var packet in packets)
        {
            for (var length = 0; length < packet.Bytes.Length; length++)
            {
                Assert.NotNull(Verdict.Of(packet with { Bytes = packet.Bytes[..length] }).Wrong);
            }
        }
    }

    /// <summary>CVE-2011-3326, CVE-2018-14880: the count or a length of the update lies.</summary>
    [Theory]
    [InlineData("ffffffff", 0, DecodeFault.LsaCount)]
    [InlineData("00000002", 20, DecodeFault.LsaCount)]
    [InlineData("00000001", 0, DecodeFault.LsaLength)]
    [InlineData("00000001", 19, DecodeFault.LsaLength)]
    [InlineData("00000001", 21, DecodeFault.LsaLength)]
    [InlineData("00000001", 65535, DecodeFault.LsaLength)]
    [InlineData("00000000", 20, DecodeFault.Length)]
    internal void An_update_is_refused_when_a_number_in_it_lies(string count, int length, DecodeFault why)
    {
        byte[] lsa = [.. new byte[18], (byte)(length >> 8), (byte)length];
        byte[] body = [.. Convert.FromHexString(count), .. count == "ffffffff" ? [] : lsa];
        Assert.False(LinkStateUpdate.TryDecode(OspfVersion.V3, body, out _, out var error));
        Assert.Equal(why, error.Fault);
    }

    [Theory]
    [InlineData(129)]
    [InlineData(255)]
    public void A_prefix_longer_than_an_address_is_refused(byte length)
    {
        Assert.False(AsExternalLsa.TryDecode([0, 0, 0, 1, length, 0, 0, 0, .. new byte[64]], out _, out var error));
        Assert.Equal($"a prefix of {length} bits", error.ToString());
        byte[] body = [0, 1, .. new byte[10], length, 0, 0, 0, .. new byte[64]];
        Assert.False(IntraAreaPrefixLsa.TryDecode(body, out _, out error));
        Assert.Equal($"a prefix of {length} bits", error.ToString());
    }

    [Fact]
    public void A_prefix_that_runs_past_its_lsa_is_refused() =>
        Assert.False(AsExternalLsa.TryDecode([0, 0, 0, 1, 128, 0, 0, 0, .. new byte[12]], out _, out _));

    [Fact]
    public void A_forwarding_address_or_tag_that_is_not_there_is_refused()
    {
        Assert.False(AsExternalLsa.TryDecode([2, 0, 0, 1, 0, 0, 0, 0, .. new byte[12]], out _, out _));
        Assert.False(AsExternalLsa.TryDecode([1, 0, 0, 1, 0, 0, 0, 0], out _, out _));
    }

    /// <summary>BIRD 7023632d.</summary>
    [Fact]
    public void A_router_lsa_whose_last_link_is_short_is_refused() =>
        Assert.False(RouterLsa.TryDecode(new byte[4 + 16 + 12], out _, out _));

    /// <summary>CVE-2025-61099 and its kin: FRR fell over the names it prints.</summary>
    [Fact]
    public void Every_kind_of_lsa_has_a_name()
    {
        for (var type = 0; type <= ushort.MaxValue; type++)
        {
            Assert.NotEmpty(LsaName.Of(new LsaKey((LsType)type, 1, new(1))));
        }
    }
}
