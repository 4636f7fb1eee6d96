using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Wire;

namespace Perch.Routing.Ospf.Packets;

/// <summary>The checksum of packets that carry no digest. OSPFv2: over the packet without its 64 bits of
/// authentication (RFC 2328 D.4). OSPFv3: over an IPv6 pseudo-header and the packet (RFC 5340 A.3.1), with an
/// Upper-Layer Packet Length that leaves out what follows the packet.</summary>
internal static class PacketChecksum
{
    private const int At = 12;
    private const int AuthenticationAt = 16;
    private const byte ProtocolOspf = 89;

    /// <param name="packet">As long as its length field says.</param>
    public static void Write(OspfVersion version, Span<byte> packet, IpAddress source, IpAddress destination) =>
        BinaryPrimitives.WriteUInt16BigEndian(packet[At..], Compute(version, packet, source, destination));

    public static DecodeError Check(
        OspfVersion version, ReadOnlySpan<byte> packet, IpAddress source, IpAddress destination)
    {
        var found = BinaryPrimitives.ReadUInt16BigEndian(packet[At..]);
        var right = Compute(version, packet, source, destination);
        return found == right ? default : new DecodeError(DecodeFault.Checksum, found, right);
    }

    private static ushort Compute(
        OspfVersion version, ReadOnlySpan<byte> packet, IpAddress source, IpAddress destination)
    {
        var sum = version == OspfVersion.V2 ? 0 : PseudoHeader(packet.Length, source, destination);
        sum = InternetChecksum.Add(sum, packet[..At]);
        sum = InternetChecksum.Add(sum, packet[(At + sizeof(ushort))..AuthenticationAt]);
        return InternetChecksum.Fold(InternetChecksum.Add(sum, packet[PacketHeader.SizeIn(version)..]));
    }

    /// <summary>RFC 8200 8.1.</summary>
    private static uint PseudoHeader(int length, IpAddress source, IpAddress destination)
    {
        Span<byte> bytes = stackalloc byte[(2 * IpAddress.Size) + (2 * sizeof(uint))];
        source.WriteBytes(bytes);
        destination.WriteBytes(bytes[IpAddress.Size..]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[(2 * IpAddress.Size)..], (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[^sizeof(uint)..], ProtocolOspf);
        return InternetChecksum.Add(0, bytes);
    }
}
