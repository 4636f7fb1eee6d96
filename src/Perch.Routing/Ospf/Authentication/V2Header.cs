using System.Buffers.Binary;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>
/// The last 12 bytes of an OSPFv2 header, by AuType.
/// <code>
/// +---------------+---------------+   +---------------+---------------+   +---------------+---------------+
/// |   Checksum    |    AuType 1   |   |       0       |    AuType 2   |   |       0       |    AuType 3   |
/// |       Password, 8 bytes       |   |       0       |Key ID | Length|   |           0           | Length|
/// |                               |   |        Sequence number        |   |            Key ID             |
/// +-------------------------------+   +-------------------------------+   +-------------------------------+
///                                      behind the packet: the digest       behind it: 64-bit sequence
///                                                                          number, then the digest
/// </code>
/// RFC 2328 D.2, D.3, RFC 7474 3. What is behind the packet is not counted in its length field.
/// </summary>
internal static class V2Header
{
    public const int Size = 24;

    /// <summary>The field of a simple password (RFC 2328 D.2).</summary>
    public const int PasswordSize = 8;

    public const int PasswordAt = 16;

    private const int LengthAt = 2;
    private const int ChecksumAt = 12;
    private const int TypeAt = 14;
    private const int KeyAt = 18;
    private const int DigestSizeAt = 19;
    private const int LowAt = 20;
    private const int SequenceSize = sizeof(ulong);

    public static FaultKind TryRead(ReadOnlySpan<byte> packet, out Claim claim, out int found)
    {
        claim = default;
        found = packet.Length;
        if (packet.Length < Size)
        {
            return FaultKind.Malformed;
        }

        var kind = (AuthenticationType)BinaryPrimitives.ReadUInt16BigEndian(packet[TypeAt..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[LengthAt..]);
        int digest = packet[DigestSizeAt];
        found = length;
        claim = new Claim(kind);
        if (length < Size || length > packet.Length)
        {
            return FaultKind.Malformed;
        }

        if (kind == AuthenticationType.Simple)
        {
            claim = claim with { DigestAt = PasswordAt, DigestSize = PasswordSize };
        }
        else if (kind == AuthenticationType.Cryptographic)
        {
            var sequence = BinaryPrimitives.ReadUInt32BigEndian(packet[LowAt..]);
            claim = new Claim(kind, packet[KeyAt], sequence, length, digest);
        }
        else if (kind == AuthenticationType.Extended)
        {
            return TryReadExtended(packet, length, digest, out claim, out found);
        }

        found = claim.DigestAt + claim.DigestSize;
        return found > packet.Length ? FaultKind.Malformed : FaultKind.None;
    }

    /// <summary>Makes a whole packet without authentication one with: the header's fields, the checksum, and in front
    /// of the digest what belongs there. The digest itself is left out.</summary>
    /// <param name="sealedPacket">The packet, and behind it room for the rest.</param>
    /// <returns>How much of it the digest is over.</returns>
    public static int Write(
        Span<byte> sealedPacket, int length, AuthenticationType kind, AuthenticationKey key, ulong sequence)
    {
        BinaryPrimitives.WriteUInt16BigEndian(sealedPacket[TypeAt..], (ushort)kind);
        sealedPacket[ChecksumAt..TypeAt].Clear();
        sealedPacket[PasswordAt..Size].Clear();
        switch (kind)
        {
            case AuthenticationType.Simple:
                BinaryPrimitives.WriteUInt16BigEndian(sealedPacket[ChecksumAt..], Checksum(sealedPacket[..length]));
                key.Secret[..Math.Min(key.Secret.Length, PasswordSize)].CopyTo(sealedPacket[PasswordAt..]);
                return length;
            case AuthenticationType.Cryptographic:
                sealedPacket[KeyAt] = (byte)key.Id;
                sealedPacket[DigestSizeAt] = (byte)key.DigestSize;
                BinaryPrimitives.WriteUInt32BigEndian(sealedPacket[LowAt..], (uint)sequence);
                return length;
            default:
                sealedPacket[DigestSizeAt] = (byte)key.DigestSize;
                BinaryPrimitives.WriteUInt32BigEndian(sealedPacket[LowAt..], (uint)key.Id);
                BinaryPrimitives.WriteUInt64BigEndian(sealedPacket[length..], sequence);
                return length + SequenceSize;
        }
    }

    /// <summary>The sequence number is not counted in the length of the digest (RFC 7474 leaves RFC 2328's definition
    /// as it is), but a peer may have read it otherwise: both lengths are taken, for which is meant can be
    /// seen.</summary>
    private static FaultKind TryReadExtended(
        ReadOnlySpan<byte> packet, int length, int digest, out Claim claim, out int found)
    {
        claim = new Claim(AuthenticationType.Extended, BinaryPrimitives.ReadUInt32BigEndian(packet[LowAt..]));
        var digestAt = length + SequenceSize;
        if (AlgorithmName.OfDigest(digest) is null && digest > SequenceSize)
        {
            digest -= SequenceSize;
        }

        found = digestAt + digest;
        if (found > packet.Length)
        {
            return FaultKind.Malformed;
        }

        var sequence = BinaryPrimitives.ReadUInt64BigEndian(packet[length..]);
        claim = claim with { Sequence = sequence, DigestAt = digestAt, DigestSize = digest };
        return FaultKind.None;
    }

    /// <summary>Over the packet without the 64 bits of authentication (RFC 2328 D.4.2).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> packet) =>
        InternetChecksum.Fold(InternetChecksum.Add(InternetChecksum.Add(0, packet[..PasswordAt]), packet[Size..]));
}
