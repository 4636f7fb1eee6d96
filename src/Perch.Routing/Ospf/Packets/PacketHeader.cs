using Perch.Model;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// What stands before every OSPF packet (RFC 2328 A.3.1, RFC 5340 A.3.1).
/// <code>
/// +-------+-------+---------------+     +-------+-------+---------------+
/// |   2   | Type  | Packet length |     |   3   | Type  | Packet length |
/// |           Router ID           |     |           Router ID           |
/// |            Area ID            |     |            Area ID            |
/// |   Checksum    |    AuType     |     |   Checksum    |Instnce|   0   |
/// |        Authentication         |     +-------------------------------+
/// |        Authentication         |
/// +-------------------------------+
/// </code>
/// </summary>
internal readonly record struct PacketHeader(PacketType Type, RouterId Router, AreaId Area)
{
    private const int ShortSize = 16;
    private const int LongSize = 24;

    /// <summary>OSPFv2; zero: none.</summary>
    public ushort AuthType { get; init; }

    /// <summary>OSPFv3: several may share a link (RFC 5340 2.4).</summary>
    public byte InstanceId { get; init; }

    public static int SizeIn(OspfVersion version) => version == OspfVersion.V2 ? LongSize : ShortSize;

    /// <param name="body">What is between this header and the end that the length field names: an LLS block or
    /// a digest behind it is left out.</param>
    public static bool TryDecode(
        OspfVersion version,
        ReadOnlySpan<byte> packet,
        out PacketHeader header,
        out ReadOnlySpan<byte> body,
        out DecodeError error)
    {
        var reader = new WireReader(packet);
        var versionFound = reader.ReadByte();
        var type = (PacketType)reader.ReadByte();
        var length = reader.ReadUInt16();
        header = new PacketHeader(type, new RouterId(reader.ReadUInt32()), new AreaId(reader.ReadUInt32()));
        reader.Skip(sizeof(ushort));
        var last = reader.ReadUInt16();
        header = version == OspfVersion.V2
            ? header with { AuthType = last }
            : header with { InstanceId = (byte)(last >> 8) };
        error = Check(version, packet, versionFound, type, length);
        body = error.Fault == DecodeFault.None ? packet[SizeIn(version)..length] : default;
        return error.Fault == DecodeFault.None;
    }

    /// <summary>A whole packet, but for what depends on where it is sent from and to: checksum and
    /// authentication.</summary>
    public static byte[] Wrap<TMessage>(OspfVersion version, PacketHeader header, TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var packet = new byte[SizeIn(version) + message.LengthIn(version)];
        var writer = new WireWriter(packet);
        writer.Write((byte)version);
        writer.Write((byte)TMessage.Type);
        writer.Write((ushort)packet.Length);
        writer.Write(header.Router.Value);
        writer.Write(header.Area.Value);
        writer.Write((ushort)0);
        if (version == OspfVersion.V2)
        {
            writer.Write(header.AuthType);
            writer.Write(0u);
            writer.Write(0u);
        }
        else
        {
            writer.Write((ushort)(header.InstanceId << 8));
        }

        message.Encode(ref writer, version);
        return packet;
    }

    private static DecodeError Check(
        OspfVersion version, ReadOnlySpan<byte> packet, byte found, PacketType type, ushort length)
    {
        var size = SizeIn(version);
        if (packet.Length < size)
        {
            return new DecodeError(DecodeFault.TooShort, packet.Length, size);
        }

        if (found != (byte)version)
        {
            return new DecodeError(DecodeFault.Version, found, (byte)version);
        }

        if (type is < PacketType.Hello or > PacketType.LinkStateAcknowledgement)
        {
            return new DecodeError(DecodeFault.Type, (byte)type);
        }

        return length < size || length > packet.Length || length % 4 != 0
            ? new DecodeError(DecodeFault.Length, length, packet.Length)
            : default;
    }
}
