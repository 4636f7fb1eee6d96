using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// "I am here, and these I have heard" (RFC 2328 A.3.2, RFC 5340 A.3.2).
/// <code>
/// +-------------------------------+     +-------------------------------+
/// |         Network mask          |     |         Interface ID          |
/// | HelloInterval | Options | Pri |     |  Pri  |        Options        |
/// |      RouterDeadInterval       |     | HelloInterval | DeadInterval  |
/// |       Designated router       |     |       Designated router       |
/// |   Backup designated router    |     |   Backup designated router    |
/// |           Neighbor            |     |           Neighbor            |
/// |              ...              |     |              ...              |
/// </code>
/// </summary>
internal readonly ref struct Hello : IMessage
{
    private const int FixedSize = 20;

    public static PacketType Type => PacketType.Hello;

    /// <summary>OSPFv2.</summary>
    public uint NetworkMask { get; init; }

    /// <summary>OSPFv3: the sender's own number for its interface.</summary>
    public uint InterfaceId { get; init; }

    /// <summary>Seconds.</summary>
    public ushort HelloInterval { get; init; }

    public Options Options { get; init; }

    /// <summary>Zero: never a designated router.</summary>
    public byte Priority { get; init; }

    /// <summary>Seconds; 16 bits in OSPFv3.</summary>
    public uint RouterDeadInterval { get; init; }

    /// <summary>Its interface address in OSPFv2, its router id in OSPFv3; zero: there is none yet, or the link is
    /// point-to-point.</summary>
    public uint DesignatedRouter { get; init; }

    public uint BackupDesignatedRouter { get; init; }

    public RouterIdList Neighbors { get; init; }

    public static bool TryDecode(
        OspfVersion version, ReadOnlySpan<byte> body, out Hello hello, out DecodeError error)
    {
        var reader = new WireReader(body);
        hello = version == OspfVersion.V2 ? Read2(ref reader) : Read3(ref reader);
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize)
            : reader.Rest.Length % RouterIdList.EntrySize == 0 ? default
            : new DecodeError(DecodeFault.Ragged, reader.Rest.Length, RouterIdList.EntrySize);
        return error.Fault == DecodeFault.None;
    }

    public int LengthIn(OspfVersion version) => FixedSize + Neighbors.Bytes.Length;

    public void Encode(ref WireWriter writer, OspfVersion version)
    {
        if (version == OspfVersion.V2)
        {
            writer.Write(NetworkMask);
            writer.Write(HelloInterval);
            writer.Write((byte)Options);
            writer.Write(Priority);
            writer.Write(RouterDeadInterval);
        }
        else
        {
            writer.Write(InterfaceId);
            writer.Write(Priority);
            writer.WriteUInt24((uint)Options);
            writer.Write(HelloInterval);
            writer.Write((ushort)RouterDeadInterval);
        }

        writer.Write(DesignatedRouter);
        writer.Write(BackupDesignatedRouter);
        writer.Write(Neighbors.Bytes);
    }

    private static Hello Read2(scoped ref WireReader reader) => new()
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

    private static Hello Read3(scoped ref WireReader reader) => new()
    {
        InterfaceId = reader.ReadUInt32(),
        Priority = reader.ReadByte(),
        Options = (Options)reader.ReadUInt24(),
        HelloInterval = reader.ReadUInt16(),
        RouterDeadInterval = reader.ReadUInt16(),
        DesignatedRouter = reader.ReadUInt32(),
        BackupDesignatedRouter = reader.ReadUInt32(),
        Neighbors = new RouterIdList(reader.Rest),
    };
}
