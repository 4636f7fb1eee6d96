using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>
/// Whole LSAs on their way through the area (RFC 2328 A.3.5, RFC 5340 A.3.5).
/// <code>
/// +-------------------------------+
/// |             # LSAs            |
/// |              LSAs             |
/// |              ...              |
/// </code>
/// </summary>
internal readonly ref struct LinkStateUpdate(OspfVersion version, uint count, ReadOnlySpan<byte> lsas)
    : IMessage
{
    public const int FixedSize = 4;

    public static PacketType Type => PacketType.LinkStateUpdate;

    public OspfVersion Version { get; } = version;

    public uint Count { get; } = count;

    /// <summary>The LSAs, one behind the other.</summary>
    public ReadOnlySpan<byte> Lsas { get; } = lsas;

    public static bool TryDecode(
        OspfVersion version, ReadOnlySpan<byte> body, out LinkStateUpdate update, out DecodeError error)
    {
        var reader = new WireReader(body);
        update = new LinkStateUpdate(version, reader.ReadUInt32(), reader.Rest);
        error = reader.Failed ? new DecodeError(DecodeFault.TooShort, body.Length, FixedSize) : Check(update);
        return error.Fault == DecodeFault.None;
    }

    public int LengthIn(OspfVersion version) => FixedSize + Lsas.Length;

    public void Encode(ref WireWriter writer, OspfVersion version)
    {
        writer.Write(Count);
        writer.Write(Lsas);
    }

    public Enumerator GetEnumerator() => new(Version, Lsas);

    private static DecodeError Check(LinkStateUpdate update)
    {
        var rest = update.Lsas;
        for (var there = 0u; there < update.Count; there++)
        {
            if (rest.Length < LsaHeader.Size)
            {
                return new DecodeError(DecodeFault.LsaCount, update.Count, there);
            }

            var length = Lsa.LengthOf(rest);
            if (length < LsaHeader.Size || length > rest.Length)
            {
                return new DecodeError(DecodeFault.LsaLength, length, rest.Length);
            }

            rest = rest[length..];
        }

        return rest.IsEmpty ? default : new DecodeError(DecodeFault.Length, update.Count, rest.Length);
    }

    /// <summary>Steps over LSAs whose lengths <see cref="TryDecode"/> has checked.</summary>
    internal ref struct Enumerator(OspfVersion version, ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public Lsa Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            var length = Lsa.LengthOf(_rest);
            Current = new Lsa(version, _rest[..length]);
            _rest = _rest[length..];
            return true;
        }
    }
}
