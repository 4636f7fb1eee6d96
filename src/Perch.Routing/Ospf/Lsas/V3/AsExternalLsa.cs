using Perch.Model;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas.V3;

/// <summary>
/// The body of an AS-external-LSA (RFC 5340 A.4.7) and, bit for bit the same, of an NSSA-LSA (A.4.8).
/// <code>
/// +-----+-+-+-+-------------------+
/// |  0  |E|F|T|      Metric       |
/// |Length |Options|  Ref LS type  |
/// |        Address prefix         |
/// |   Forwarding address, if F    |
/// |   External route tag, if T    |
/// </code>
/// </summary>
/// <param name="Type2">The metric outweighs the way through the area (bit E).</param>
/// <param name="Forwarding">Where to send packets; null: to the originator.</param>
/// <param name="Tag">Zero is left out.</param>
internal readonly record struct AsExternalLsa(
    Prefix Prefix, bool Type2, uint Metric, IpAddress? Forwarding, uint Tag)
{
    private const int FixedSize = 4;
    private const uint Type2Bit = 0x0400_0000;
    private const uint ForwardingBit = 0x0200_0000;
    private const uint TagBit = 0x0100_0000;
    private const uint MetricBits = 0x00FF_FFFF;

    public static bool TryDecode(ReadOnlySpan<byte> body, out AsExternalLsa lsa, out DecodeError error)
    {
        var reader = new WireReader(body);
        var metric = reader.ReadUInt32();
        var isPrefix = Prefix.TryRead(ref reader, out var prefix, out _);
        var forwarding = (metric & ForwardingBit) == 0 ? (IpAddress?)null : new IpAddress(reader.ReadUInt128());
        var tag = (metric & TagBit) == 0 ? 0 : reader.ReadUInt32();
        lsa = new AsExternalLsa(prefix, (metric & Type2Bit) != 0, metric & MetricBits, forwarding, tag);
        error = !isPrefix ? new DecodeError(DecodeFault.PrefixLength, prefix.Length)
            : reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize + prefix.Size)
            : default;
        return error.Fault == DecodeFault.None;
    }

    public byte[] Encode()
    {
        var size = FixedSize + Prefix.Size + (Forwarding is null ? 0 : IpAddress.Size) + (Tag == 0 ? 0 : sizeof(uint));
        var body = new byte[size];
        var writer = new WireWriter(body);
        var bits = (Type2 ? Type2Bit : 0) | (Forwarding is null ? 0 : ForwardingBit) | (Tag == 0 ? 0 : TagBit);
        writer.Write(bits | (Metric & MetricBits));
        Prefix.Encode(ref writer, 0);
        if (Forwarding is { } forwarding)
        {
            writer.Write(forwarding.Value);
        }

        if (Tag != 0)
        {
            writer.Write(Tag);
        }

        return body;
    }
}
