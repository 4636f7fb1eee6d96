using Perch.Model;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V3;

/// <summary>
/// The body of a Link-LSA: the next hop towards a router, for those on the same link (RFC 5340 A.4.9). Without it BIRD
/// and FRR find no way to us. A leaf names no prefixes in it.
/// <code>
/// +-------+-----------------------+
/// |  Pri  |        Options        |
/// |  Link-local address, 4 words  |
/// |          # prefixes           |
/// |              ...              |
/// </code>
/// </summary>
internal readonly record struct LinkLsa(byte Priority, Options Options, IpAddress LinkLocal)
{
    private const int Size = 24;

    public static bool TryDecode(ReadOnlySpan<byte> body, out LinkLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var priority = reader.ReadByte();
        var options = (Options)reader.ReadUInt24();
        lsa = new LinkLsa(priority, options, new IpAddress(reader.ReadUInt128()));
        reader.Skip(sizeof(uint));
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, Size) : default;
        return error.Fault == DecodeFault.None;
    }

    public byte[] Encode()
    {
        var body = new byte[Size];
        var writer = new WireWriter(body);
        writer.Write(Priority);
        writer.WriteUInt24((uint)Options);
        writer.Write(LinkLocal.Value);
        writer.Write(0u);
        return body;
    }
}
