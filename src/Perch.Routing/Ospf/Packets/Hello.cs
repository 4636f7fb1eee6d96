using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// "I am here, and these I have heard" (RFC 2328 A.3.2).
/// <code>
/// +-------------------------------+
/// |         Network mask          |
/// | HelloInterval | Options | Pri |
/// |      RouterDeadInterval       |
/// |       Designated router       |
/// |   Backup designated router    |
/// |           Neighbor            |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct Hello : IMessage
{
    private const int FixedSize = 20;

    public static PacketType Type => PacketType.Hello;

    public uint NetworkMask { get; init; }

    /// <summary>Seconds.</summary>
    public ushort HelloInterval { get; init; }

    public Options Options { get; init; }

    /// <summary>Zero: never a designated router.</summary>
    public byte Priority { get; init; }

    /// <summary>Seconds.</summary>
    public uint RouterDeadInterval { get; init; }

    /// <summary>Its interface address; zero: there is none yet, or the link is point-to-point.</summary>
    public uint DesignatedRouter { get; init; }

    public uint BackupDesignatedRouter { get; init; }

    public RouterIdList Neighbors { get; init; }

    public int Length => FixedSize + Neighbors.Bytes.Length;

    public static bool TryDecode(ReadOnlySpan<byte> body, out Hello hello, out DecodeError error)
    {
        var reader = new WireReader(body);
        hello = new Hello
        {
            NetworkMask = reader.ReadUInt32(),
            HelloInterval = reader.ReadUInt16(),
            Options = (Options)reader.ReadByte(),
            Priority = reader.ReadByte(),
            RouterDeadInterval = reader.ReadUInt32(),
            DesignatedRouter = reader.ReadUInt32(),
            BackupDesignatedRouter = reader.ReadUInt32(),
            Neighbors = new RouterIdList(reader.Rest),
        };
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize)
            : reader.Rest.Length % RouterIdList.EntrySize == 0 ? default
            : new DecodeError(DecodeFault.Ragged, reader.Rest.Length, RouterIdList.EntrySize);
        return error.Fault == DecodeFault.None;
    }

    public void Encode(ref WireWriter writer)
    {
        writer.Write(NetworkMask);
        writer.Write(HelloInterval);
        writer.Write((byte)Options);
        writer.Write(Priority);
        writer.Write(RouterDeadInterval);
        writer.Write(DesignatedRouter);
        writer.Write(BackupDesignatedRouter);
        writer.Write(Neighbors.Bytes);
    }
}
