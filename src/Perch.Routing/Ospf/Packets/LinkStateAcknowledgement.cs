using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// "I have these" (RFC 2328 A.3.6): the headers, as they came.
/// <code>
/// +-------------------------------+
/// |          LSA headers          |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct LinkStateAcknowledgement(LsaHeaderList headers) : IMessage
{
    public static PacketType Type => PacketType.LinkStateAcknowledgement;

    public LsaHeaderList Headers { get; } = headers;

    public static bool TryDecode(
        OspfVersion version,
        ReadOnlySpan<byte> body,
        out LinkStateAcknowledgement acknowledgement,
        out DecodeError error)
    {
        acknowledgement = new LinkStateAcknowledgement(new LsaHeaderList(version, body));
        error = LsaHeaderList.Check(body);
        return error.Fault == DecodeFault.None;
    }

    public int LengthIn(OspfVersion version) => Headers.Bytes.Length;

    public void Encode(ref WireWriter writer, OspfVersion version) => writer.Write(Headers.Bytes);
}
