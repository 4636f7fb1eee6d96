using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>
/// OSPF packets over IPv4 on one interface (RFC 2328 A.1, protocol 89). Never bound to an address: Linux would then
/// deliver no multicast. Needs CAP_NET_RAW to open, and nothing afterwards.
/// </summary>
public sealed class RawOspfSocket : IDisposable
{
    /// <summary>AllSPFRouters, 224.0.0.5 (RFC 2328 A.1): all that a router of priority 0 listens
    /// to.</summary>
    private const uint AllSpfRouters = 0xE000_0005;

    /// <summary>Internetwork control (RFC 2328 A.1).</summary>
    private const int InternetworkControl = 0xC0;

    /// <summary>Room for a burst of full-sized Link State Updates while the loop is elsewhere.</summary>
    private const int ReceiveBufferBytes = 256 * 1024;

    private readonly Descriptor _socket;

    private RawOspfSocket(Descriptor socket) => _socket = socket;

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _socket;

    /// <exception cref="KernelException">The interface is gone, or CAP_NET_RAW is missing.</exception>
    public static RawOspfSocket Open(string interfaceName, int interfaceIndex, uint address)
    {
        var socket = SocketOptions.Open(AddressFamilyInet, RawSocket, ProtocolOspf, "an OSPF socket (NET_RAW)");
        try
        {
            socket.Set(SocketLevel, BindToDevice, interfaceName, $"bind an OSPF socket to {interfaceName}");
            socket.Set(SocketLevel, ReceiveBuffer, ReceiveBufferBytes, "size the receive buffer");
            socket.Set(IpLevel, IpTypeOfService, InternetworkControl, "set the type of service");
            socket.Set(IpLevel, IpTimeToLive, 1, "set the TTL");
            socket.Set(IpLevel, IpMulticastTimeToLive, 1, "set the multicast TTL");
            socket.Set(IpLevel, IpMulticastLoop, 0, "turn the multicast loop off");
            Span<byte> member = stackalloc byte[12];
            WriteMembership(member, address, interfaceIndex);
            socket.Set(IpLevel, IpMulticastInterface, member, $"send multicast on {interfaceName}");
            socket.Set(IpLevel, IpAddMembership, member, $"join 224.0.0.5 on {interfaceName}");
            return new RawOspfSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one OSPF packet; the kernel writes the IP header.</summary>
    public Errno Send(uint destination, ReadOnlySpan<byte> packet)
    {
        Span<byte> address = stackalloc byte[InternetAddress.Size];
        InternetAddress.Write(address, destination, 0);
        var sent = Libc.SendTo(_socket, packet, packet.Length, NoSignal, address, address.Length);
        return sent < 0 ? Libc.LastError : Errno.None;
    }

    /// <summary>Takes one waiting packet. False: none waits (any more), for the reason given.</summary>
    /// <param name="buffer">At least 64 KiB: large updates come reassembled.</param>
    /// <param name="packet">A part of the buffer, good until the next call; its length is zero when what came was
    /// not IPv4.</param>
    /// <param name="why"><see cref="Errno.WouldBlock"/> when all is read.</param>
    public bool TryReceive(Memory<byte> buffer, out Ipv4Datagram packet, out Errno why)
    {
        packet = default;
        var length = Libc.Receive(_socket, buffer.Span, buffer.Length, 0);
        why = length < 0 ? Libc.LastError : Errno.None;
        if (length < 0)
        {
            return false;
        }

        _ = Ipv4Datagram.TryRead(buffer[..(int)length], out packet);
        return true;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary><c>struct ip_mreqn</c> of linux/in.h: group, local address, interface index.</summary>
    private static void WriteMembership(Span<byte> to, uint address, int interfaceIndex)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to, AllSpfRouters);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], address);
        BitConverter.TryWriteBytes(to[8..], interfaceIndex);
    }
}
