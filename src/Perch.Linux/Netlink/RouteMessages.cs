using System.Runtime.InteropServices;
using System.Text;
using Perch.Model;

namespace Perch.Linux.Netlink;

/// <summary>
/// The messages of rtnetlink(7) about links and addresses.
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

    /// <summary><c>IFA_FLAGS</c>: all 32 of them; the message itself has room for 8.</summary>
    private const ushort AddressAllFlags = 8;

    /// <summary><c>IFA_F_NODAD</c>: a host address on lo stands on many machines, and is not to wait.</summary>
    private const byte NoDuplicateDetection = 0x02;

    private const AddressFlags Known =
        AddressFlags.Secondary | AddressFlags.DadFailed | AddressFlags.Deprecated | AddressFlags.Tentative;

    /// <summary><c>IFF_LOOPBACK</c>, <c>IFF_UP</c> and <c>IFF_LOWER_UP</c> of linux/if.h.</summary>
    private const uint Loopback = 0x8, Up = 0x1, LowerUp = 0x10000;

    /// <summary><c>RTM_GETLINK</c> or <c>RTM_GETADDR</c> for everything there is, of both families.</summary>
    internal static byte[] Dump(ushort type)
    {
        var request = new byte[NetlinkMessage.HeaderSize + LinkSize];
        NetlinkMessage.WriteHeader(request, type, NetlinkMessage.DumpRequest);
        return request;
    }

    /// <summary><c>RTM_NEWADDR</c> of a /32 or a /128.</summary>
    internal static byte[] AddHostAddress(int interfaceIndex, IpAddress address)
    {
        Span<byte> bytes = stackalloc byte[IpAddress.Size];
        address.WriteBytes(bytes);
        bytes = address.IsV4 ? bytes[^sizeof(uint)..] : bytes;
        var attributes = 2 * (NetlinkAttribute.HeaderSize + bytes.Length);
        var request = new byte[NetlinkMessage.HeaderSize + AddressSize + attributes];
        var body = request.AsSpan(NetlinkMessage.HeaderSize);
        body[0] = (byte)InternetAddress.FamilyOf(address);
        body[1] = (byte)(8 * bytes.Length);
        body[2] = address.IsV4 ? (byte)0 : NoDuplicateDetection;
        MemoryMarshal.Write(body[4..], interfaceIndex);
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
        if (message.Type != NewAddress || payload.Length < AddressSize || BytesOf(payload[0]) is not { } length
            || payload[1] > 8 * length)
        {
            return false;
        }

        (IpAddress? local, IpAddress? peer) = (null, null);
        uint flags = payload[2];
        var rest = payload[AddressSize..];
        while (NetlinkAttribute.TryTake(ref rest, out var attribute))
        {
            switch (attribute.Type)
            {
                case AddressLocal when attribute.Value.Length == length:
                    local = IpAddress.FromBytes(attribute.Value);
                    break;
                case AddressAddress when attribute.Value.Length == length:
                    peer = IpAddress.FromBytes(attribute.Value);
                    break;
                case AddressAllFlags when attribute.Value.Length == sizeof(uint):
                    flags = MemoryMarshal.Read<uint>(attribute.Value);
                    break;
            }
        }

        interfaceIndex = MemoryMarshal.Read<int>(payload[4..]);
        address = new(local ?? peer ?? default, payload[1], (AddressFlags)flags & Known, (AddressScope)payload[3]);
        return (local ?? peer) is not null;
    }

    /// <summary>Bytes of an address of a family; null of one that is not of IP.</summary>
    private static int? BytesOf(byte family) => family switch
    {
        SocketConstants.AddressFamilyInet => sizeof(uint),
        SocketConstants.AddressFamilyInet6 => IpAddress.Size,
        _ => null,
    };
}
