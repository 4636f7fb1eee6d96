using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// The headers of everything a router has, in numbered pieces (RFC 2328 A.3.3, RFC 5340 A.3.3).
/// <code>
/// +---------------+-------+-------+     +-------+-----------------------+
/// | Interface MTU |Options|  IMMs |     |   0   |        Options        |
/// |      DD sequence number       |     | Interface MTU |   0   |  IMMs |
/// |          LSA headers          |     |      DD sequence number       |
/// |              ...              |     |          LSA headers          |
/// +-------------------------------+     |              ...              |
/// </code>
/// </summary>
internal readonly ref struct DatabaseDescription : IMessage
{
    private const int SizeIn2 = 8;
    private const int SizeIn3 = 12;

    public static PacketType Type => PacketType.DatabaseDescription;

    /// <summary>The largest packet that the sender's interface takes in one piece; zero: not to be compared.</summary>
    public ushort InterfaceMtu { get; init; }

    public Options Options { get; init; }

    public DescriptionFlags Flags { get; init; }

    public uint Sequence { get; init; }

    public LsaHeaderList Headers { get; init; }

    public static bool TryDecode(
        OspfVersion version, ReadOnlySpan<byte> body, out DatabaseDescription description, out DecodeError error)
    {
        var reader = new WireReader(body);
        description = version == OspfVersion.V2 ? Read2(ref reader) : Read3(ref reader);
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSizeIn(version))
            : LsaHeaderList.Check(reader.Rest);
        return error.Fault == DecodeFault.None;
    }

    public int LengthIn(OspfVersion version) => FixedSizeIn(version) + Headers.Bytes.Length;

    public void Encode(ref WireWriter writer, OspfVersion version)
    {
        if (version == OspfVersion.V2)
        {
            writer.Write(InterfaceMtu);
            writer.Write((byte)Options);
        }
        else
        {
            writer.Write((uint)Options);
            writer.Write(InterfaceMtu);
            writer.Write((byte)0);
        }

        writer.Write((byte)Flags);
        writer.Write(Sequence);
        writer.Write(Headers.Bytes);
    }

    private static int FixedSizeIn(OspfVersion version) => version == OspfVersion.V2 ? SizeIn2 : SizeIn3;

    private static DatabaseDescription Read2(scoped ref WireReader reader) => new()
    {
        InterfaceMtu = reader.ReadUInt16(),
        Options = (Options)reader.ReadByte(),
        Flags = (DescriptionFlags)reader.ReadByte(),
        Sequence = reader.ReadUInt32(),
        Headers = new LsaHeaderList(OspfVersion.V2, reader.Rest),
    };

    private static DatabaseDescription Read3(scoped ref WireReader reader) => new()
    {
        Options = (Options)(reader.ReadUInt32() & 0xFFFFFF),
        InterfaceMtu = reader.ReadUInt16(),
        Flags = (DescriptionFlags)reader.ReadUInt16() & (Init | More | Master),
        Sequence = reader.ReadUInt32(),
        Headers = new LsaHeaderList(OspfVersion.V3, reader.Rest),
    };
}

/// <summary>The three bits that steer the exchange (RFC 2328 A.3.3).</summary>
[Flags]
internal enum DescriptionFlags : byte
{
    None = 0,
    Master = 1,
    More = 2,
    Init = 4,
}
