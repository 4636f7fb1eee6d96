using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V2;

/// <summary>
/// The body of an AS-external-LSA (RFC 2328 A.4.5) and, bit for bit the same, of an NSSA-LSA (RFC 3101 A).
/// <code>
/// +-------------------------------+
/// |         Network mask          |
/// |E|  0  |        Metric         |
/// |      Forwarding address       |
/// |      External route tag       |
/// </code>
/// </summary>
/// <param name="Type2">The metric outweighs the way through the area (bit E).</param>
/// <param name="Forwarding">Where to send packets; zero: to the originator.</param>
internal readonly record struct AsExternalLsa(uint NetworkMask, bool Type2, uint Metric, uint Forwarding, uint Tag)
{
    private const int Size = 16;
    private const uint Type2Bit = 0x8000_0000;
    private const uint MetricBits = 0x00FF_FFFF;

    public static bool TryDecode(ReadOnlySpan<byte> body, out AsExternalLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var mask = reader.ReadUInt32();
        var metric = reader.ReadUInt32();
        var forwarding = reader.ReadUInt32();
        lsa = new AsExternalLsa(mask, (metric & Type2Bit) != 0, metric & MetricBits, forwarding, reader.ReadUInt32());
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, Size) : default;
        return error.Fault == DecodeFault.None;
    }

    public byte[] Encode()
    {
        var body = new byte[Size];
        var writer = new WireWriter(body);
        writer.Write(NetworkMask);
        writer.Write((Type2 ? Type2Bit : 0) | (Metric & MetricBits));
        writer.Write(Forwarding);
        writer.Write(Tag);
        return body;
    }
}
