using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Perch.Model;

namespace Perch.Linux.Netlink;

/// <summary>
/// The messages of sock_diag(7) about TCP and UDP sockets: <c>struct inet_diag_msg</c> of linux/inet_diag.h.
/// <code>
///  0    1     2     3       4       6       8        24       40          44       52           72
/// +----+-----+-----+-------+-------+-------+--------+--------+-----------+--------+-- - - - - -+-- - -
/// |fam |state|timer|retrans|s.port |d.port |source  |destin. |interface  | cookie |  ...       | attributes
/// +----+-----+-----+-------+-------+-------+--------+--------+-----------+--------+-- - - - - -+-- - -
///                           network order, IPv4 in the first 4 of 16
/// </code>
/// </summary>
internal static class SocketMessages
{
    /// <summary><c>SOCK_DIAG_BY_FAMILY</c>.</summary>
    internal const ushort ByFamily = 20;

    /// <summary>Where the local port stands in a whole message, for a filter in the kernel.</summary>
    internal const int SourcePortOffset = NetlinkMessage.HeaderSize + 4;

    private const int RequestSize = 56;
    private const int MessageSize = 72;

    /// <summary><c>INET_DIAG_SKV6ONLY</c>.</summary>
    private const ushort OnlyIpv6 = 11;

    /// <summary><c>TCP_LISTEN</c>, and <c>TCP_CLOSE</c>: what the kernel calls an unconnected UDP
    /// socket.</summary>
    private const int Listen = 10, Unconnected = 7;

    /// <summary><c>struct inet_diag_req_v2</c> for the sockets that serve one local port.</summary>
    internal static byte[] Dump(int family, TransportProtocol protocol, int port)
    {
        var request = new byte[NetlinkMessage.HeaderSize + RequestSize];
        var body = request.AsSpan(NetlinkMessage.HeaderSize);
        body[0] = (byte)family;
        body[1] = (byte)protocol;
        MemoryMarshal.Write(body[4..], 1u << (protocol is TransportProtocol.Tcp ? Listen : Unconnected));
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], (ushort)port);
        NetlinkMessage.WriteHeader(request, ByFamily, NetlinkMessage.DumpRequest);
        return request;
    }

    internal static bool TryRead(NetlinkMessage message, TransportProtocol protocol, out ServingSocket socket)
    {
        socket = default;
        var payload = message.Payload;
        if (message.Type != ByFamily || payload.Length < MessageSize)
        {
            return false;
        }

        var source = payload[8..24];
        (int Length, bool OnlyIpv6)? shape = payload[0] switch
        {
            SocketConstants.AddressFamilyInet => (sizeof(uint), false),
            SocketConstants.AddressFamilyInet6 => (IpAddress.Size, IsOnlyIpv6(payload[MessageSize..])),
            _ => null,
        };
        if (shape is not { } known)
        {
            return false;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(payload[4..]);
        socket = new(protocol, port, IpAddress.FromBytes(source[..known.Length]), known.OnlyIpv6);
        return true;
    }

    private static bool IsOnlyIpv6(ReadOnlySpan<byte> attributes)
    {
        while (NetlinkAttribute.TryTake(ref attributes, out var attribute))
        {
            if (attribute.Type == OnlyIpv6 && attribute.Value is [not 0, ..])
            {
                return true;
            }
        }

        return false;
    }
}
