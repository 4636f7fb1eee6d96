using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// The 24 bytes before every OSPF packet (RFC 2328 A.3.1).
/// <code>
/// +-------+-------+---------------+
/// |   2   | Type  | Packet length |
/// |           Router ID           |
/// |            Area ID            |
/// |   Checksum    |    AuType     |
/// |        Authentication         |
/// |        Authentication         |
/// +-------------------------------+
/// </code>
/// </summary>
internal readonly record struct PacketHeader(PacketType Type, RouterId Router, AreaId Area, ushort AuthType)
{
    public const int Size = 24;

    private const byte Version = 2;
    private const int ChecksumAt = 12;
    private const int AuthenticationAt = 16;

    /// <summary>AuType of RFC 2328 D.3: a digest follows the packet, the checksum is not used.</summary>
    private const ushort Cryptographic = 2;

    /// <param name="body">What is between this header and the end that the length field names: an LLS block or
    /// a digest behind it is left out.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> packet, out PacketHeader header, out ReadOnlySpan<byte> body, out DecodeError error)
    {
        var reader = new WireReader(packet);
        var version = reader.ReadByte();
        var type = (PacketType)reader.ReadByte();
        var length = reader.ReadUInt16();
        var router = new RouterId(reader.ReadUInt32());
        var area = new AreaId(reader.ReadUInt32());
        var checksum = reader.ReadUInt16();
        header = new PacketHeader(type, router, area, reader.ReadUInt16());
        body = default;
        error = Check(packet, version, type, length);
        if (error.Fault == DecodeFault.None && header.AuthType != Cryptographic)
        {
            var right = Checksum(packet[..length]);
            error = checksum == right ? default : new DecodeError(DecodeFault.Checksum, checksum, right);
        }

        if (error.Fault != DecodeFault.None)
        {
            return false;
        }

        body = packet[Size..length];
        return true;
    }

    /// <summary>A whole packet without authentication: header, message, checksum.</summary>
    public static byte[] Wrap<TMessage>(RouterId router, AreaId area, TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var packet = new byte[Size + message.Length];
        var writer = new WireWriter(packet);
        writer.Write(Version);
        writer.Write((byte)TMessage.Type);
        writer.Write((ushort)packet.Length);
        writer.Write(router.Value);
        writer.Write(area.Value);
        writer.Write(0u);
        writer.Write(0u);
        writer.Write(0u);
        message.Encode(ref writer);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(ChecksumAt), Checksum(packet));
        return packet;
    }

    private static DecodeError Check(ReadOnlySpan<byte> packet, byte version, PacketType type, ushort length)
    {
        if (packet.Length < Size)
        {
            return new DecodeError(DecodeFault.TooShort, packet.Length, Size);
        }

        if (version != Version)
        {
            return new DecodeError(DecodeFault.Version, version, Version);
        }

        if (type is < PacketType.Hello or > PacketType.LinkStateAcknowledgement)
        {
            return new DecodeError(DecodeFault.Type, (byte)type);
        }

        return length < Size || length > packet.Length || length % 4 != 0
            ? new DecodeError(DecodeFault.Length, length, packet.Length)
            : default;
    }

    /// <summary>Over the packet without its checksum and its 64 bits of authentication (RFC 2328 D.4).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        var sum = InternetChecksum.Add(0, packet[..ChecksumAt]);
        sum = InternetChecksum.Add(sum, packet[(ChecksumAt + 2)..AuthenticationAt]);
        return InternetChecksum.Fold(InternetChecksum.Add(sum, packet[Size..]));
    }
}
