using System.Runtime.InteropServices;
using Perch.Model;

namespace Perch.Linux;

/// <summary>
/// OSPF packets on one interface (protocol 89), over IPv4 or IPv6. Never bound to an address: Linux would then deliver
/// no multicast. Needs CAP_NET_RAW to open, and nothing afterwards.
/// </summary>
public abstract class OspfSocket : IDisposable
{
    /// <summary>Internetwork control (RFC 2328 A.1).</summary>
    private protected const int InternetworkControl = 0xC0;

    /// <summary>Room for a burst of full-sized Link State Updates while the loop is elsewhere.</summary>
    private protected const int ReceiveBufferBytes = 256 * 1024;

    private readonly Descriptor _socket;

    private protected OspfSocket(Descriptor socket) => _socket = socket;

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _socket;

    private protected Descriptor Socket => _socket;

    /// <param name="address">The interface's own, that packets are sent from: its family chooses the version.</param>
    /// <param name="ttlSecurity">Sends with TTL or hop limit 255 (RFC 5082) in place of 1.</param>
    /// <exception cref="KernelException">The interface is gone, or CAP_NET_RAW is missing.</exception>
    public static OspfSocket Open(string interfaceName, int interfaceIndex, IpAddress address, bool ttlSecurity)
    {
        var family = InternetAddress.FamilyOf(address);
        var socket = SocketOptions.Open(
            family, SocketConstants.RawSocket, SocketConstants.ProtocolOspf, "an OSPF socket (NET_RAW)");
        try
        {
            socket.Set(
                SocketConstants.SocketLevel, SocketConstants.BindToDevice, interfaceName,
                $"bind an OSPF socket to {interfaceName}");
            socket.Set(
                SocketConstants.SocketLevel, SocketConstants.ReceiveBuffer, ReceiveBufferBytes,
                "size the receive buffer");
            var timeToLive = ttlSecurity ? 255 : 1;
            return address.IsV4
                ? new OspfSocketV4(socket, interfaceName, interfaceIndex, address, timeToLive)
                : new OspfSocketV6(socket, interfaceName, interfaceIndex, address, timeToLive);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one OSPF packet; the kernel writes the IP header.</summary>
    public abstract Errno Send(IpAddress destination, ReadOnlySpan<byte> packet);

    /// <summary>Takes one waiting packet. False: none waits (any more), for the reason given.</summary>
    /// <param name="buffer">At least 64 KiB: large updates come reassembled.</param>
    /// <param name="packet">A part of the buffer, good until the next call; its length is zero when what came was
    /// not whole.</param>
    /// <param name="why"><see cref="Errno.WouldBlock"/> when all is read.</param>
    public abstract bool TryReceive(Memory<byte> buffer, out IpDatagram packet, out Errno why);

    public void Dispose()
    {
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }
}
