using Perch.Model;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas;

/// <summary>
/// The 20 bytes before every LSA, enough to tell which instance it is (RFC 2328 A.4.1, RFC 5340 A.4.2).
/// <code>
/// +---------------+-------+-------+     +---------------+---------------+
/// |    LS age     |Options|LS type|     |    LS age     |    LS type    |
/// |         Link State ID         |     |         Link State ID         |
/// |       Advertising Router      |     |       Advertising Router      |
/// |      LS sequence number       |     |      LS sequence number       |
/// |  LS checksum  |    Length     |     |  LS checksum  |    Length     |
/// +-------------------------------+     +-------------------------------+
/// </code>
/// </summary>
/// <param name="Options">OSPFv2; the LSAs of OSPFv3 that have any have them in their bodies.</param>
internal readonly record struct LsaHeader(
    ushort Age, Options Options, LsaKey Key, SequenceNumber Sequence, ushort Checksum, ushort Length)
{
    public const int Size = 20;

    /// <summary>Seconds; an LSA of this age is being flushed (RFC 2328 B).</summary>
    public const ushort MaxAge = 3600;

    /// <summary>Seconds; two copies whose ages differ by less are one instance (RFC 2328 B).</summary>
    private const int MaxAgeDiff = 900;

    /// <summary>DoNotAge (RFC 1793 2.1).</summary>
    private const ushort DoNotAge = 0x8000;

    /// <summary>Older than <see cref="MaxAge"/> is not older than dead: FRR clamps the same way.</summary>
    public int Seconds => Math.Min(Age & ~DoNotAge, MaxAge);

    public bool IsMaxAge => Seconds == MaxAge;

    public bool DoesNotAge => (Age & DoNotAge) != 0;

    public static LsaHeader Read(OspfVersion version, ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var age = reader.ReadUInt16();
        var type = reader.ReadUInt16();
        var options = version == OspfVersion.V2 ? (Options)(type >> 8) : Options.None;
        type = version == OspfVersion.V2 ? (byte)type : type;
        var id = reader.ReadUInt32();
        var router = new RouterId(reader.ReadUInt32());
        var sequence = new SequenceNumber((int)reader.ReadUInt32());
        return new LsaHeader(
            age, options, new LsaKey((LsType)type, id, router), sequence, reader.ReadUInt16(), reader.ReadUInt16());
    }

    public void Encode(ref WireWriter writer)
    {
        writer.Write(Age);
        writer.Write((ushort)(((uint)Options << 8) | (uint)Key.Type));
        writer.Write(Key.LinkStateId);
        writer.Write(Key.AdvertisingRouter.Value);
        writer.Write((uint)Sequence.Value);
        writer.Write(Checksum);
        writer.Write(Length);
    }

    /// <summary>Positive when this instance is the newer one, zero when both are the same (RFC 2328 13.1).</summary>
    public int CompareFreshness(LsaHeader other)
    {
        if (Sequence != other.Sequence)
        {
            return Sequence.CompareTo(other.Sequence);
        }

        if (Checksum != other.Checksum)
        {
            return Checksum.CompareTo(other.Checksum);
        }

        if (IsMaxAge != other.IsMaxAge)
        {
            return IsMaxAge ? 1 : -1;
        }

        return Math.Abs(Seconds - other.Seconds) <= MaxAgeDiff ? 0 : other.Seconds.CompareTo(Seconds);
    }
}
