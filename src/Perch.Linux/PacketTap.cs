using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>
/// Sees every packet that crosses an interface of this namespace, in both directions, from its IP header on
/// (packet(7)). What crosses the loopback interface is left out. Needs CAP_NET_RAW to open.
/// </summary>
public sealed class PacketTap : IDisposable
{
    /// <summary><c>ETH_P_ALL</c> of linux/if_ether.h: with any other number the kernel shows no packet that
    /// leaves.</summary>
    private const ushort AllProtocols = 3;

    /// <summary>The kernel gives as much of it as <c>net.core.rmem_max</c> allows.</summary>
    private const int ReceiveBufferBytes = 1024 * 1024;

    /// <summary><c>struct sockaddr_ll</c> of linux/if_packet.h: family, protocol, interface, hardware type, packet
    /// type, address.</summary>
    private const int AddressSize = 20, HardwareOffset = 8, DirectionOffset = 10;

    /// <summary><c>ARPHRD_LOOPBACK</c>.</summary>
    private const ushort LoopbackHardware = 772;

    /// <summary><c>PACKET_HOST</c> and <c>PACKET_OUTGOING</c>.</summary>
    private const byte ToUs = 0, Leaving = 4;

    private readonly Descriptor _socket;

    private PacketTap(Descriptor socket) => _socket = socket;

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _socket;

    /// <exception cref="KernelException">CAP_NET_RAW is missing.</exception>
    public static PacketTap Open()
    {
        var socket = SocketOptions.Open(
            AddressFamilyPacket, DatagramSocket, BinaryPrimitives.ReverseEndianness(AllProtocols),
            "a packet socket (NET_RAW)");
        try
        {
            socket.Set(SocketLevel, ReceiveBuffer, ReceiveBufferBytes, "size the receive buffer");
            return new PacketTap(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes one waiting packet. False: none waits, for the reason given.</summary>
    /// <param name="buffer">What is longer is cut off.</param>
    /// <param name="packet">A part of the buffer, good until the next call; empty when it is neither for this machine
    /// nor from it.</param>
    public bool TryReceive(Memory<byte> buffer, out ReadOnlyMemory<byte> packet, out bool leaves, out Errno why)
    {
        (packet, leaves) = (default, false);
        Span<byte> address = stackalloc byte[AddressSize];
        var control = Span<byte>.Empty;
        why = SocketMessage.Receive(_socket, buffer.Span, address, ref control, out var length);
        if (why is not Errno.None)
        {
            return false;
        }

        var hardware = MemoryMarshal.Read<ushort>(address[HardwareOffset..]);
        var direction = address[DirectionOffset];
        leaves = direction == Leaving;
        packet = hardware != LoopbackHardware && direction is ToUs or Leaving ? buffer[..length] : default;
        return true;
    }

    public void Dispose() => _socket.Dispose();
}
