using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Perch.Linux.Netlink;

/// <summary>
/// The messages of rtnetlink(7) about links and IPv4 addresses.
/// <code>
///  struct ifinfomsg, linux/rtnetlink.h             struct ifaddrmsg, linux/if_addr.h
///  0   1   2       4           8           12  16  0       1       2       3       4           8
/// +---+---+-------+-----------+-----------+---+   +-------+-------+-------+-------+-----------+
/// |fam| 0 | type  | index     | flags     |...|   |family | length| flags | scope | index     |
/// +---+---+-------+-----------+-----------+---+   +-------+-------+-------+-------+-----------+
/// </code>
/// </summary>
internal static class RouteMessages
{
    internal const ushort NewLink = 16;
    internal const ushort GetLink = 18;
    internal const ushort NewAddress = 20;
    internal const ushort GetAddress = 22;

    private const int LinkSize = 16;
    private const int AddressSize = 8;

    private const ushort LinkName = 3;
    private const ushort LinkMtu = 4;
    private const ushort AddressAddress = 1;
    private const ushort AddressLocal = 2;

    /// <summary><c>IFA_F_SECONDARY</c>.</summary>
    private const byte Secondary = 1;

    /// <summary><c>IFF_LOOPBACK</c>, <c>IFF_UP</c> and <c>IFF_LOWER_UP</c> of linux/if.h.</summary>
    private const uint Loopback = 0x8, Up = 0x1, LowerUp = 0x10000;

    /// <summary><c>RTM_GETLINK</c> or <c>RTM_GETADDR</c> for everything there is of IPv4.</summary>
    internal static byte[] Dump(ushort type)
    {
        var request = new byte[NetlinkMessage.HeaderSize + LinkSize];
        request[NetlinkMessage.HeaderSize] = type == GetAddress ? (byte)SocketConstants.AddressFamilyInet : (byte)0;
        NetlinkMessage.WriteHeader(request, type, NetlinkMessage.DumpRequest);
        return request;
    }

    /// <summary><c>RTM_NEWADDR</c> of a /32.</summary>
    internal static byte[] AddHostAddress(int interfaceIndex, uint address)
    {
        var request = new byte[NetlinkMessage.HeaderSize + AddressSize + 16];
        var body = request.AsSpan(NetlinkMessage.HeaderSize);
        body[0] = SocketConstants.AddressFamilyInet;
        body[1] = 32;
        MemoryMarshal.Write(body[4..], interfaceIndex);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        var rest = NetlinkAttribute.Write(body[AddressSize..], AddressLocal, bytes);
        NetlinkAttribute.Write(rest, AddressAddress, bytes);
        NetlinkMessage.WriteHeader(request, NewAddress, NetlinkMessage.CreateRequest);
        return request;
    }

    internal static bool TryReadLink(NetlinkMessage message, out NetworkLink link)
    {
        link = default!;
        if (message.Type != NewLink || message.Payload.Length < LinkSize)
        {
            return false;
        }

        var index = MemoryMarshal.Read<int>(message.Payload[4..]);
        var flags = MemoryMarshal.Read<uint>(message.Payload[8..]);
        var (name, mtu) = ("", 0);
        var rest = message.Payload[LinkSize..];
        while (NetlinkAttribute.TryTake(ref rest, out var attribute))
        {
            switch (attribute.Type)
            {
                case LinkName:
                    name = Encoding.UTF8.GetString(attribute.Value.TrimEnd((byte)0));
                    break;
                case LinkMtu when attribute.Value.Length == sizeof(int):
                    mtu = MemoryMarshal.Read<int>(attribute.Value);
                    break;
            }
        }

        link = new(index, name, mtu, (flags & Up) != 0 && (flags & LowerUp) != 0, (flags & Loopback) != 0);
        return true;
    }

    internal static bool TryReadAddress(NetlinkMessage message, out int interfaceIndex, out LinkAddress address)
    {
        (interfaceIndex, address) = (0, default);
        var payload = message.Payload;
        if (message.Type != NewAddress || payload.Length < AddressSize
            || payload[0] != SocketConstants.AddressFamilyInet || payload[1] > 32)
        {
            return false;
        }

        (uint? local, uint? peer) = (null, null);
        var rest = payload[AddressSize..];
        while (NetlinkAttribute.TryTake(ref rest, out var attribute))
        {
            switch (attribute.Type)
            {
                case AddressLocal when attribute.Value.Length == sizeof(uint):
                    local = BinaryPrimitives.ReadUInt32BigEndian(attribute.Value);
                    break;
                case AddressAddress when attribute.Value.Length == sizeof(uint):
                    peer = BinaryPrimitives.ReadUInt32BigEndian(attribute.Value);
                    break;
            }
        }

        interfaceIndex = MemoryMarshal.Read<int>(payload[4..]);
        address = new(local ?? peer ?? 0, payload[1], (payload[2] & Secondary) != 0);
        return (local ?? peer) is not null;
    }
}
