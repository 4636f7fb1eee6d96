using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V2;

/// <summary>
/// The body of a router-LSA: a router and its links (RFC 2328 A.4.2; bit H from RFC 8770).
/// <code>
/// +---------------+---------------+
/// |H|   0   |V|E|B|   0   | # links |
/// |            Link ID            |
/// |           Link Data           |
/// | Type  | # TOS |    Metric     |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct RouterLsa(RouterLsaFlags flags, ReadOnlySpan<RouterLink> links)
{
    /// <summary>RFC 6987: a link that costs this much carries no transit traffic.</summary>
    public const ushort MaxLinkMetric = 0xFFFF;

    private const int FixedSize = 4;
    private const int LinkSize = 12;
    private const int TosSize = 4;

    public RouterLsaFlags Flags { get; } = flags;

    public ReadOnlySpan<RouterLink> Links { get; } = links;

    /// <summary>Reads the links; metrics for a type of service, which nobody uses any more, are stepped over.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out RouterLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var flags = (RouterLsaFlags)reader.ReadByte();
        reader.Skip(1);
        var count = reader.ReadUInt16();
        var links = new RouterLink[Math.Min(count, body.Length / LinkSize)];
        for (var i = 0; i < links.Length; i++)
        {
            var (id, data, type) = (reader.ReadUInt32(), reader.ReadUInt32(), (RouterLinkType)reader.ReadByte());
            var services = reader.ReadByte();
            links[i] = new RouterLink(type, id, data, reader.ReadUInt16());
            reader.Skip(services * TosSize);
        }

        lsa = new RouterLsa(flags, links);
        error = reader.Failed || links.Length < count
            ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize + (count * LinkSize))
            : default;
        return error.Fault == DecodeFault.None;
    }

    public byte[] Encode()
    {
        var body = new byte[FixedSize + (Links.Length * LinkSize)];
        var writer = new WireWriter(body);
        writer.Write((byte)Flags);
        writer.Write((byte)0);
        writer.Write((ushort)Links.Length);
        foreach (var link in Links)
        {
            writer.Write(link.Id);
            writer.Write(link.Data);
            writer.Write((byte)link.Type);
            writer.Write((byte)0);
            writer.Write(link.Metric);
        }

        return body;
    }
}

/// <summary>One link of a router-LSA; what id and data mean depends on the type (RFC 2328 A.4.2).</summary>
internal readonly record struct RouterLink(RouterLinkType Type, uint Id, uint Data, ushort Metric);

internal enum RouterLinkType : byte
{
    /// <summary>Id: the neighbor's router id. Data: our interface address.</summary>
    PointToPoint = 1,

    /// <summary>Id: the designated router's address. Data: our interface address.</summary>
    Transit = 2,

    /// <summary>Id: the network. Data: its mask.</summary>
    Stub = 3,
}

[Flags]
internal enum RouterLsaFlags : byte
{
    None = 0,
    AreaBorder = 0x01,

    /// <summary>Bit E: this router originates AS-external-LSAs or NSSA-LSAs.</summary>
    AsBoundary = 0x02,

    /// <summary>Bit H of RFC 8770: never to be used for transit.</summary>
    Host = 0x80,
}
