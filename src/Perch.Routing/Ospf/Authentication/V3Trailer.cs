using System.Buffers.Binary;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Authentication;

/// <summary>
/// The Authentication Trailer of OSPFv3 (RFC 7166 4.1), behind the packet and its LLS block (RFC 5613 2.2), in no
/// length but its own.
/// <code>
/// +---------------+---------------+
/// |    Type 1     |    Length     |
/// |       0       |     SA ID     |
/// |    Sequence number, 64 bits   |
/// |                               |
/// |            Digest             |
/// |              ...              |
/// </code>
/// </summary>
internal static class V3Trailer
{
    /// <summary>What is before the digest.</summary>
    public const int FixedSize = 16;

    /// <summary>OSPFv3's header (RFC 5340 A.3.1).</summary>
    private const int HeaderSize = 16;

    /// <summary>HMAC Cryptographic Authentication (RFC 7166 4.1).</summary>
    private const ushort Hmac = 1;

    private const int TypeAt = 1;
    private const int LengthAt = 2;
    private const int ChecksumAt = 12;

    /// <summary>In the three bytes of Options the AT and the L bit are in the second (RFC 7166 2.1, RFC 5613
    /// 2.1).</summary>
    private const byte TrailerBit = 0x04;

    private const byte LlsBit = 0x02;

    public static FaultKind TryRead(ReadOnlySpan<byte> packet, out Claim claim, out int found)
    {
        claim = default;
        found = packet.Length;
        if (packet.Length < HeaderSize)
        {
            return FaultKind.Malformed;
        }

        int at = BinaryPrimitives.ReadUInt16BigEndian(packet[LengthAt..]);
        found = at;
        if (at < HeaderSize || at > packet.Length)
        {
            return FaultKind.Malformed;
        }

        var options = OptionsAt(packet, at) is { } place ? packet[place] : (byte)0;
        if ((options & LlsBit) != 0 && !TrySkipLls(packet, ref at, out found))
        {
            return FaultKind.Malformed;
        }

        // Packets that carry Options say whether a trailer follows; for the others that it is there says so, because
        // what follows otherwise means nothing to anybody.
        var expected = OptionsAt(packet, at) is null ? at < packet.Length : (options & TrailerBit) != 0;
        return expected ? TryReadAt(packet, at, out claim, out found) : FaultKind.None;
    }

    /// <summary>Makes a whole packet without a trailer one with: the AT bit, no checksum (RFC 7166 4.2), and the
    /// trailer up to its digest.</summary>
    /// <param name="sealedPacket">The packet, and behind it room for the trailer.</param>
    /// <returns>How much of it, before Apad, the digest is over.</returns>
    public static int Write(Span<byte> sealedPacket, int length, AuthenticationKey key, ulong sequence)
    {
        sealedPacket.Slice(ChecksumAt, sizeof(ushort)).Clear();
        if (OptionsAt(sealedPacket, length) is { } place)
        {
            sealedPacket[place] |= TrailerBit;
        }

        var trailer = sealedPacket[length..];
        BinaryPrimitives.WriteUInt16BigEndian(trailer, Hmac);
        BinaryPrimitives.WriteUInt16BigEndian(trailer[2..], (ushort)(FixedSize + key.DigestSize));
        BinaryPrimitives.WriteUInt16BigEndian(trailer[4..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(trailer[6..], (ushort)key.Id);
        BinaryPrimitives.WriteUInt64BigEndian(trailer[8..], sequence);
        return length + FixedSize;
    }

    /// <summary>Of a trailer's kind other than HMAC nothing is known but its length.</summary>
    private static FaultKind TryReadAt(ReadOnlySpan<byte> packet, int at, out Claim claim, out int found)
    {
        claim = new Claim(AuthenticationType.Trailer);
        found = at + FixedSize;
        if (found > packet.Length)
        {
            return FaultKind.Malformed;
        }

        var trailer = packet[at..];
        int length = BinaryPrimitives.ReadUInt16BigEndian(trailer[2..]);
        found = at + length;
        if (length < FixedSize || found > packet.Length)
        {
            return FaultKind.Malformed;
        }

        claim = new Claim(
            AuthenticationType.Trailer,
            BinaryPrimitives.ReadUInt16BigEndian(trailer[6..]),
            BinaryPrimitives.ReadUInt64BigEndian(trailer[8..]),
            at + FixedSize,
            BinaryPrimitives.ReadUInt16BigEndian(trailer) == Hmac ? length - FixedSize : 0);
        return FaultKind.None;
    }

    /// <summary>The LLS block's length is in words of 32 bits and counts its own header (RFC 5613 2.2).</summary>
    private static bool TrySkipLls(ReadOnlySpan<byte> packet, ref int at, out int found)
    {
        found = at + sizeof(uint);
        if (found > packet.Length)
        {
            return false;
        }

        var words = BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]);
        found = at + (words * sizeof(uint));
        at = found;
        return words > 0 && found <= packet.Length;
    }

    /// <summary>Where the bits stand in a Hello (RFC 5340 A.3.2) and in a Database Description (A.3.3); null in other
    /// packets, and in one that is too short to have them.</summary>
    private static int? OptionsAt(ReadOnlySpan<byte> packet, int length)
    {
        int? at = (PacketType)packet[TypeAt] switch
        {
            PacketType.Hello => HeaderSize + 6,
            PacketType.DatabaseDescription => HeaderSize + 2,
            _ => null,
        };
        return at < length ? at : null;
    }
}
