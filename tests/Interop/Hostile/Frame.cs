using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Wire;

namespace Perch.Tests.Interop.Hostile;

/// <summary>OSPF in IP in Ethernet, with whatever addresses.</summary>
internal static class Frame
{
    public const ushort Ipv4 = 0x0800;
    public const ushort Ipv6 = 0x86DD;

    private const int Ethernet = 14;
    private const int Header4 = 20;
    private const int Header6 = 40;
    private const byte Ospf = 89;
    private const int LargestPiece = 1480;

    public static byte[] Of(
        ReadOnlySpan<byte> to, ReadOnlySpan<byte> from, IpAddress source, IpAddress destination, byte hops,
        ReadOnlySpan<byte> packet)
    {
        var size = source.IsV4 ? Header4 : Header6;
        var frame = new byte[Ethernet + size + packet.Length];
        to.CopyTo(frame);
        from.CopyTo(frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), source.IsV4 ? Ipv4 : Ipv6);
        var ip = frame.AsSpan(Ethernet, size);
        if (source.IsV4)
        {
            Write4(ip, source, destination, hops, packet.Length);
        }
        else
        {
            Write6(ip, source, destination, hops, packet.Length);
        }

        packet.CopyTo(frame.AsSpan(Ethernet + size));
        return frame;
    }

    /// <summary>An IPv4 packet larger than the link's MTU, in pieces (RFC 791 3.2).</summary>
    public static IEnumerable<byte[]> Pieces(byte[] frame)
    {
        var payload = frame[(Ethernet + Header4)..];
        for (var at = 0; at < payload.Length; at += LargestPiece)
        {
            var piece = payload.AsSpan(at, Math.Min(LargestPiece, payload.Length - at));
            byte[] one = [.. frame[..(Ethernet + Header4)], .. piece];
            var more = at + piece.Length < payload.Length ? 0x2000 : 0;
            BinaryPrimitives.WriteUInt16BigEndian(one.AsSpan(Ethernet + 2), (ushort)(Header4 + piece.Length));
            BinaryPrimitives.WriteUInt16BigEndian(one.AsSpan(Ethernet + 6), (ushort)(more | at / 8));
            Checksum(one.AsSpan(Ethernet, Header4));
            yield return one;
        }
    }

    /// <summary>What is inside: source, destination and OSPF packet; false when it is something else.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> frame, out IpAddress source, out IpAddress destination, out ReadOnlyMemory<byte> packet)
    {
        var bytes = frame.Span;
        (source, destination, packet) = (default, default, default);
        var kind = bytes.Length > Ethernet + Header6 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) : (ushort)0;
        if (kind == Ipv4 && bytes[Ethernet + 9] == Ospf)
        {
            source = IpAddress.FromBytes(bytes.Slice(Ethernet + 12, 4));
            destination = IpAddress.FromBytes(bytes.Slice(Ethernet + 16, 4));
            packet = frame.Slice(Ethernet + Header4, Total(bytes[(Ethernet + 2)..]) - Header4);
        }
        else if (kind == Ipv6 && bytes[Ethernet + 6] == Ospf)
        {
            source = IpAddress.FromBytes(bytes.Slice(Ethernet + 8, 16));
            destination = IpAddress.FromBytes(bytes.Slice(Ethernet + 24, 16));
            packet = frame.Slice(Ethernet + Header6, Total(bytes[(Ethernet + 4)..]));
        }

        return !packet.IsEmpty;
    }

    private static int Total(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16BigEndian(at);

    private static void Write4(Span<byte> ip, IpAddress source, IpAddress destination, byte hops, int length)
    {
        (ip[0], ip[1], ip[5], ip[8], ip[9]) = (0x45, 0xC0, 7, hops, Ospf);
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(Header4 + length));
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], source.V4);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], destination.V4);
        Checksum(ip);
    }

    private static void Write6(Span<byte> ip, IpAddress source, IpAddress destination, byte hops, int length)
    {
        (ip[0], ip[1], ip[6], ip[7]) = (0x6C, 0, Ospf, hops);
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)length);
        source.WriteBytes(ip[8..]);
        destination.WriteBytes(ip[24..]);
    }

    private static void Checksum(Span<byte> ip)
    {
        ip.Slice(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], InternetChecksum.Fold(InternetChecksum.Add(0, ip)));
    }
}
