using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class UdpPacketTests
{
    /// <summary>192.0.2.7 port 4660 to 10.0.0.53 port 53, four bytes, and two of padding; with an IPv4
    /// option.</summary>
    private static readonly byte[] OverIpv4 = Convert.FromHexString(
        "46000024000040004011" + "0000" + "C0000207" + "0A000035" + "01010101"
        + "12340035000C0000" + "ABCD0100" + "FFFF");

    /// <summary>2001:db8::7 port 4660 to fd42::53 port 53, four bytes.</summary>
    private static readonly byte[] OverIpv6 = Convert.FromHexString(
        "60000000000C1140" + "20010DB8000000000000000000000007" + "FD420000000000000000000000000053"
        + "12340035000C0000" + "ABCD0100");

    [Theory]
    [InlineData(false, "192.0.2.7", "10.0.0.53")]
    [InlineData(true, "2001:db8::7", "fd42::53")]
    public void It_says_who_sent_what_to_whom(bool ipv6, string source, string destination)
    {
        Assert.True(UdpPacket.TryRead(ipv6 ? OverIpv6 : OverIpv4, out var packet));
        Assert.Equal((source, 4660), ($"{packet.Source}", packet.SourcePort));
        Assert.Equal((destination, 53), ($"{packet.Destination}", packet.DestinationPort));
        Assert.Equal("ABCD0100", Convert.ToHexString(packet.Payload.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_cut_short_anywhere_is_none(bool ipv6)
    {
        var whole = ipv6 ? OverIpv6 : OverIpv4;
        for (var length = 0; length < whole.Length - (ipv6 ? 0 : 2); length++)
        {
            Assert.False(UdpPacket.TryRead(whole.AsMemory(0, length), out _));
        }
    }

    [Theory]
    [InlineData(false, 9, 6)]
    [InlineData(false, 6, 0x20)]
    [InlineData(false, 7, 0x01)]
    [InlineData(false, 0, 0x44)]
    [InlineData(false, 29, 7)]
    [InlineData(true, 6, 6)]
    [InlineData(true, 0, 0x50)]
    public void What_is_not_whole_udp_is_none(bool ipv6, int at, byte value)
    {
        var other = (ipv6 ? OverIpv6 : OverIpv4).ToArray();
        other[at] = value;
        Assert.False(UdpPacket.TryRead(other, out _));
    }
}
