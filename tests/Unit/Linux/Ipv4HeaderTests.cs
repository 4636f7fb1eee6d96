using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class Ipv4HeaderTests
{
    /// <summary>10.0.0.1 to 224.0.0.5, TTL 1, protocol 89, four bytes of payload and two of
    /// padding.</summary>
    private static readonly byte[] Packet = Convert.FromHexString(
        "45C00018000040000159" + "0000" + "0A000001" + "E0000005" + "02010030" + "FFFF");

    [Fact]
    public void The_header_is_stripped_and_padding_is_cut_off()
    {
        Assert.True(Ipv4Header.TryRead(Packet, out var datagram));
        Assert.Equal("10.0.0.1", datagram.Source.ToString());
        Assert.Equal("224.0.0.5", datagram.Destination.ToString());
        Assert.Equal(1, datagram.TimeToLive);
        Assert.Equal(Convert.FromHexString("02010030"), datagram.Payload.ToArray());
    }

    [Fact]
    public void What_is_cut_short_anywhere_is_refused()
    {
        for (var length = 0; length < 24; length++)
        {
            Assert.False(Ipv4Header.TryRead(Packet.AsMemory(0, length), out _));
        }
    }

    [Theory]
    [InlineData(0, 0x44)]
    [InlineData(0, 0x65)]
    [InlineData(0, 0x4F)]
    [InlineData(3, 19)]
    public void A_header_that_contradicts_itself_is_refused(int at, byte value)
    {
        var broken = Packet.ToArray();
        broken[at] = value;
        Assert.False(Ipv4Header.TryRead(broken, out _));
    }
}
