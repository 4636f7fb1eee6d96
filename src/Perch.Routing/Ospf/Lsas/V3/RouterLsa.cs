using Perch.Model;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V3;

/// <summary>
/// The body of a router-LSA: a router and its links, without any address (RFC 5340 A.4.3).
/// <code>
/// +---------+-+-+-+---------------+
/// |  0  |Nt |V|E|B|    Options    |
/// | Type  |   0   |    Metric     |
/// |         Interface ID          |
/// |     Neighbor Interface ID     |
/// |      Neighbor Router ID       |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct RouterLsa(RouterLsaFlags flags, Options options, ReadOnlySpan<RouterLink> links)
{
    private const int FixedSize = 4;
    private const int LinkSize = 16;

    public RouterLsaFlags Flags { get; } = flags;

    public Options Options { get; } = options;

    public ReadOnlySpan<RouterLink> Links { get; } = links;

    public static bool TryDecode(ReadOnlySpan<byte> body, out RouterLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var flags = (RouterLsaFlags)reader.ReadByte();
        var options = (Options)reader.ReadUInt24();
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize)
            : reader.Rest.Length % LinkSize == 0 ? default
            : new DecodeError(DecodeFault.Ragged, reader.Rest.Length, LinkSize);
        var links = new RouterLink[reader.Rest.Length / LinkSize];
        for (var i = 0; i < links.Length; i++)
        {
            var type = (RouterLinkType)reader.ReadByte();
            reader.Skip(1);
            var metric = reader.ReadUInt16();
            var (own, theirs) = (reader.ReadUInt32(), reader.ReadUInt32());
            links[i] = new RouterLink(type, metric, own, theirs, new RouterId(reader.ReadUInt32()));
        }

        lsa = new RouterLsa(flags, options, links);
        return error.Fault == DecodeFault.None;
    }

    public byte[] Encode()
    {
        var body = new byte[FixedSize + (Links.Length * LinkSize)];
        var writer = new WireWriter(body);
        writer.Write((byte)Flags);
        writer.WriteUInt24((uint)Options);
        foreach (var link in Links)
        {
            writer.Write((byte)link.Type);
            writer.Write((byte)0);
            writer.Write(link.Metric);
            writer.Write(link.InterfaceId);
            writer.Write(link.NeighborInterfaceId);
            writer.Write(link.NeighborRouterId.Value);
        }

        return body;
    }
}

/// <summary>One link of a router-LSA: to the router at the other end, or to the designated router.</summary>
internal readonly record struct RouterLink(
    RouterLinkType Type, ushort Metric, uint InterfaceId, uint NeighborInterfaceId, RouterId NeighborRouterId);

internal enum RouterLinkType : byte
{
    PointToPoint = 1,
    Transit = 2,
}

[Flags]
internal enum RouterLsaFlags : byte
{
    None = 0,
    AreaBorder = 0x01,

    /// <summary>Bit E: this router originates AS-external-LSAs or NSSA-LSAs.</summary>
    AsBoundary = 0x02,
}
