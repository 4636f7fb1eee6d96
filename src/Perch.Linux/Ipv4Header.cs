using System.Buffers.Binary;
using Perch.Model;

namespace Perch.Linux;

/// <summary>
/// What an IPv4 raw socket delivers: header and payload (RFC 791 3.1).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+-------------------------------+
/// |Version|  IHL  |Type of Service|          Total Length         |
/// +-------+-------+---------------+-----+-------------------------+
/// |         Identification        |Flags|     Fragment Offset     |
/// +---------------+---------------+-----+-------------------------+
/// |  Time to Live |    Protocol   |        Header Checksum        |
/// +---------------+---------------+-------------------------------+
/// |                        Source Address                         |
/// +---------------------------------------------------------------+
/// |                      Destination Address                      |
/// +---------------------------------------------------------------+
/// </code>
/// </summary>
public static class Ipv4Header
{
    private const int ShortestHeader = 20;

    public static bool TryRead(ReadOnlyMemory<byte> bytes, out IpDatagram datagram)
    {
        datagram = default;
        var span = bytes.Span;
        if (span.Length < ShortestHeader || span[0] >> 4 != 4)
        {
            return false;
        }

        var header = (span[0] & 0xF) * 4;
        var total = BinaryPrimitives.ReadUInt16BigEndian(span[2..]);
        if (header < ShortestHeader || total < header || total > span.Length)
        {
            return false;
        }

        datagram = new IpDatagram(
            IpAddress.FromBytes(span[12..16]),
            IpAddress.FromBytes(span[16..20]),
            span[8],
            bytes[header..total]);
        return true;
    }
}
