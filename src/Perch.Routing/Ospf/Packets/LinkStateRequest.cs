using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// "Send me these" (RFC 2328 A.3.4, RFC 5340 A.3.4).
/// <code>
/// +-------------------------------+
/// |            LS type            |
/// |         Link State ID         |
/// |       Advertising Router      |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct LinkStateRequest(ReadOnlySpan<byte> bytes) : IMessage
{
    private const int EntrySize = 12;

    public static PacketType Type => PacketType.LinkStateRequest;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Count => Bytes.Length / EntrySize;

    public LsaKey this[int index]
    {
        get
        {
            var reader = new WireReader(Bytes[(index * EntrySize)..]);
            var type = reader.ReadUInt32();
            var id = reader.ReadUInt32();
            return new LsaKey((LsType)Math.Min(type, ushort.MaxValue), id, new RouterId(reader.ReadUInt32()));
        }
    }

    public static bool TryDecode(ReadOnlySpan<byte> body, out LinkStateRequest request, out DecodeError error)
    {
        request = new LinkStateRequest(body);
        error = body.Length % EntrySize == 0
            ? default
            : new DecodeError(DecodeFault.Ragged, body.Length, EntrySize);
        return error.Fault == DecodeFault.None;
    }

    public int LengthIn(OspfVersion version) => Bytes.Length;

    public void Encode(ref WireWriter writer, OspfVersion version) => writer.Write(Bytes);
}
