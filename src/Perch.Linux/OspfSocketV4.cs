using System.Buffers.Binary;
using Perch.Model;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>OSPFv2 over IPv4 (RFC 2328 A.1). The kernel delivers the IPv4 header with each packet.</summary>
internal sealed class OspfSocketV4 : OspfSocket
{
    /// <summary>AllSPFRouters, 224.0.0.5 (RFC 2328 A.1): all that a router of priority 0 listens
    /// to.</summary>
    private const uint AllSpfRouters = 0xE000_0005;

    internal OspfSocketV4(
        Descriptor socket, string interfaceName, int interfaceIndex, IpAddress address, int timeToLive)
        : base(socket)
    {
        socket.Set(IpLevel, IpTypeOfService, InternetworkControl, "set the type of service");
        socket.Set(IpLevel, IpTimeToLive, timeToLive, "set the TTL");
        socket.Set(IpLevel, IpMulticastTimeToLive, timeToLive, "set the multicast TTL");
        socket.Set(IpLevel, IpMulticastLoop, 0, "turn the multicast loop off");
        Span<byte> member = stackalloc byte[12];
        WriteMembership(member, address, interfaceIndex);
        socket.Set(IpLevel, IpMulticastInterface, member, $"send multicast on {interfaceName}");
        socket.Set(IpLevel, IpAddMembership, member, $"join 224.0.0.5 on {interfaceName}");
    }

    public override Errno Send(IpAddress destination, ReadOnlySpan<byte> packet)
    {
        Span<byte> buffer = stackalloc byte[InternetAddress.Size];
        var address = InternetAddress.Write(buffer, destination, 0);
        var sent = Libc.SendTo(Socket, packet, packet.Length, NoSignal, address, address.Length);
        return sent < 0 ? Libc.LastError : Errno.None;
    }

    public override bool TryReceive(Memory<byte> buffer, out IpDatagram packet, out Errno why)
    {
        packet = default;
        why = Socket.Receive(buffer.Span, out var length);
        if (why is not Errno.None)
        {
            return false;
        }

        _ = Ipv4Header.TryRead(buffer[..length], out packet);
        return true;
    }

    /// <summary><c>struct ip_mreqn</c> of linux/in.h: group, local address, interface index.</summary>
    private static void WriteMembership(Span<byte> to, IpAddress address, int interfaceIndex)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to, AllSpfRouters);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], address.V4);
        BitConverter.TryWriteBytes(to[8..], interfaceIndex);
    }
}
