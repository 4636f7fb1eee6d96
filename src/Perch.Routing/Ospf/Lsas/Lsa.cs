using System.Buffers.Binary;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Lsas;

/// <summary>One whole LSA, header and body, read where it lies in the packet.</summary>
internal readonly ref struct Lsa(OspfVersion version, ReadOnlySpan<byte> bytes)
{
    private const int ChecksumAt = 16;
    private const int LengthAt = 18;

    /// <summary>The checksum covers everything but the age, which changes on the way.</summary>
    private const int AgeSize = 2;

    /// <summary>The scope bits S2 and S1, both set (RFC 5340 A.4.2.1).</summary>
    private const int ReservedScope = 0x6000;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public LsaHeader Header => LsaHeader.Read(version, Bytes);

    public ReadOnlySpan<byte> Body => Bytes[LsaHeader.Size..];

    /// <summary>The length field of the header at the front of <paramref name="bytes"/>.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthAt..]);

    /// <summary>A new instance, with length and checksum in place.</summary>
    public static LsaInstance Build(
        LsaKey key, Options options, SequenceNumber sequence, ReadOnlySpan<byte> body, ushort age = 0)
    {
        var bytes = new byte[LsaHeader.Size + body.Length];
        var writer = new WireWriter(bytes);
        var header = new LsaHeader(age, options, key, sequence, 0, (ushort)bytes.Length);
        header.Encode(ref writer);
        writer.Write(body);
        var checksum = Fletcher.Compute(bytes.AsSpan(AgeSize), ChecksumAt - AgeSize);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(ChecksumAt), checksum);
        return new LsaInstance(header with { Checksum = checksum }, bytes);
    }

    public static void SetAge(Span<byte> bytes, ushort seconds) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes, seconds);

    /// <summary>Steps 1 and 2 of RFC 2328 13, and what BIRD and FRR refuse besides. An LSA that fails is neither
    /// acknowledged nor looked at; the others in its packet are.</summary>
    public bool IsValid(out LsaFault fault)
    {
        var header = Header;
        fault = !Fletcher.IsValid(Bytes[AgeSize..]) || header.Checksum == 0 ? LsaFault.Checksum
            : !IsKnown(header.Key.Type) ? LsaFault.Type
            : header.Sequence == SequenceNumber.Reserved ? LsaFault.Sequence
            : header.Key.Type == LsType.Router && header.Key.LinkStateId != header.Key.AdvertisingRouter.Value
                ? LsaFault.RouterLsaId
            : LsaFault.None;
        return fault == LsaFault.None;
    }

    /// <summary>OSPFv2 knows its types. In OSPFv3 those that nobody knows yet are flooded all the same, and only the
    /// flooding scope 3 is reserved (RFC 5340 4.5.1).</summary>
    private bool IsKnown(LsType type) => version == OspfVersion.V2
        ? type is (>= LsType.Router and <= LsType.AsExternal) or LsType.Nssa
            or (>= LsType.OpaqueLink and <= LsType.OpaqueAs)
        : ((int)type & ReservedScope) != ReservedScope;
}

/// <summary>Every way in which one LSA of a well-formed packet can be wrong.</summary>
internal enum LsaFault
{
    None,
    Checksum,
    Type,
    Sequence,

    /// <summary>A router-LSA whose Link State ID is not its router's: the forgery of CVE-2013-0149.</summary>
    RouterLsaId,
}
