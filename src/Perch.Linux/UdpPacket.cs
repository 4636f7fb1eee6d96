using System.Buffers.Binary;
using Perch.Model;

namespace Perch.Linux;

/// <summary>A whole UDP datagram (RFC 768), and who sent it to whom.</summary>
public readonly record struct UdpPacket(
    IpAddress Source, int SourcePort, IpAddress Destination, int DestinationPort, ReadOnlyMemory<byte> Payload)
{
    private const int HeaderSize = 8;
    private const int ShortestIpv4Header = 20;
    private const int Ipv6HeaderSize = 40;

    /// <summary>More Fragments and the Fragment Offset (RFC 791 3.1).</summary>
    private const int FragmentMask = 0x3FFF;

    /// <summary>Reads an IPv4 or IPv6 packet from its first header on. False for everything but whole UDP: fragments,
    /// and IPv6 with extension headers, are none.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> packet, out UdpPacket udp)
    {
        udp = default;
        var bytes = packet.Span;
        var (start, sides) = Opening(bytes);
        if (start == 0 || bytes.Length < start + HeaderSize)
        {
            return false;
        }

        var header = bytes[start..];
        var addresses = bytes[sides];
        var length = BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        if (length < HeaderSize || length > header.Length)
        {
            return false;
        }

        udp = new UdpPacket(
            IpAddress.FromBytes(addresses[..(addresses.Length / 2)]),
            BinaryPrimitives.ReadUInt16BigEndian(header),
            IpAddress.FromBytes(addresses[(addresses.Length / 2)..]),
            BinaryPrimitives.ReadUInt16BigEndian(header[2..]),
            packet.Slice(start + HeaderSize, length - HeaderSize));
        return true;
    }

    /// <summary>Where UDP begins, and where source and destination stand side by side; zero where it is not
    /// UDP.</summary>
    private static (int Start, Range Sides) Opening(ReadOnlySpan<byte> bytes) =>
        (bytes.IsEmpty ? 0 : bytes[0] >> 4) switch
        {
            4 when IsUdpOverIpv4(bytes) => ((bytes[0] & 0xF) * 4, 12..20),
            6 when IsUdpOverIpv6(bytes) => (Ipv6HeaderSize, 8..Ipv6HeaderSize),
            _ => default,
        };

    private static bool IsUdpOverIpv6(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Ipv6HeaderSize && bytes[6] == (byte)TransportProtocol.Udp;

    private static bool IsUdpOverIpv4(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= ShortestIpv4Header
        && (bytes[0] & 0xF) * 4 >= ShortestIpv4Header
        && bytes[9] == (byte)TransportProtocol.Udp
        && (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & FragmentMask) == 0;
}
