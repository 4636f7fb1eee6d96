using Perch.Model;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V3;

/// <summary>
/// The body of an intra-area-prefix-LSA with one prefix of a router (RFC 5340 A.4.10): what a stub link is in OSPFv2.
/// <code>
/// +---------------+---------------+
/// |  # prefixes   |  Ref LS type  |
/// |        Ref Link State ID      |
/// |      Ref advertising router   |
/// |Length |Options|    Metric     |
/// |        Address prefix         |
/// |              ...              |
/// </code>
/// </summary>
/// <param name="Router">Whose router-LSA, with Link State ID 0, the prefix belongs to.</param>
/// <param name="Prefix">Null: none.</param>
internal readonly record struct IntraAreaPrefixLsa(RouterId Router, Prefix? Prefix, ushort Metric)
{
    private const int FixedSize = 12;

    /// <summary>Reads the first prefix; a leaf originates no second.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, out IntraAreaPrefixLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var count = reader.ReadUInt16();
        reader.Skip(sizeof(ushort) + sizeof(uint));
        lsa = new IntraAreaPrefixLsa(new RouterId(reader.ReadUInt32()), null, 0);
        error = default;
        if (count > 0)
        {
            error = V3.Prefix.TryRead(ref reader, out var prefix, out var metric)
                ? default
                : new DecodeError(DecodeFault.PrefixLength, prefix.Length);
            lsa = lsa with { Prefix = prefix, Metric = metric };
        }

        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize) : error;
        return error.Fault == DecodeFault.None;
    }

    /// <summary>Looks through all prefixes for a host address.</summary>
    public static bool TryFind(ReadOnlySpan<byte> body, UInt128 address, out ushort metric)
    {
        var reader = new WireReader(body);
        var count = reader.ReadUInt16();
        reader.Skip(FixedSize - sizeof(ushort));
        metric = 0;
        for (var i = 0; i < count && V3.Prefix.TryRead(ref reader, out var prefix, out metric) && !reader.Failed; i++)
        {
            if (prefix.Length == 128 && prefix.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    public byte[] Encode()
    {
        var body = new byte[FixedSize + (Prefix?.Size ?? 0)];
        var writer = new WireWriter(body);
        writer.Write((ushort)(Prefix is null ? 0 : 1));
        writer.Write((ushort)LsType.Router3);
        writer.Write(0u);
        writer.Write(Router.Value);
        Prefix?.Encode(ref writer, Metric);
        return body;
    }
}
