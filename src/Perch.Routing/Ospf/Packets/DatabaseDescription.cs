using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// The headers of everything a router has, in numbered pieces (RFC 2328 A.3.3).
/// <code>
/// +---------------+-------+-------+
/// | Interface MTU |Options|  IMMs |
/// |      DD sequence number       |
/// |          LSA headers          |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct DatabaseDescription : IMessage
{
    private const int FixedSize = 8;

    public static PacketType Type => PacketType.DatabaseDescription;

    /// <summary>The largest packet that the sender's interface takes in one piece; zero: not to be compared.</summary>
    public ushort InterfaceMtu { get; init; }

    public Options Options { get; init; }

    public DescriptionFlags Flags { get; init; }

    public uint Sequence { get; init; }

    public LsaHeaderList Headers { get; init; }

    public int Length => FixedSize + Headers.Bytes.Length;

    public static bool TryDecode(ReadOnlySpan<byte> body, out DatabaseDescription description, out DecodeError error)
    {
        var reader = new WireReader(body);
        description = new DatabaseDescription
        {
            InterfaceMtu = reader.ReadUInt16(),
            Options = (Options)reader.ReadByte(),
            Flags = (DescriptionFlags)reader.ReadByte(),
            Sequence = reader.ReadUInt32(),
            Headers = new LsaHeaderList(reader.Rest),
        };
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize)
            : LsaHeaderList.Check(reader.Rest);
        return error.Fault == DecodeFault.None;
    }

    public void Encode(ref WireWriter writer)
    {
        writer.Write(InterfaceMtu);
        writer.Write((byte)Options);
        writer.Write((byte)Flags);
        writer.Write(Sequence);
        writer.Write(Headers.Bytes);
    }
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
