using System.Runtime.InteropServices;
using Perch.Model;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>A non-blocking socket of a probe: nothing here waits or throws for what the network does.</summary>
public sealed class InetSocket : IDisposable
{
    private readonly Descriptor _socket;

    private InetSocket(Descriptor socket) => _socket = socket;

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _socket;

    /// <summary>For addresses of the same family.</summary>
    public static InetSocket Tcp(IpAddress address) =>
        new(SocketOptions.Open(InternetAddress.FamilyOf(address), StreamSocket, 0, "a TCP socket"));

    public static InetSocket Udp(IpAddress address) =>
        new(SocketOptions.Open(InternetAddress.FamilyOf(address), DatagramSocket, 0, "a UDP socket"));

    /// <summary>For datagrams that somebody else has sent: one can be bound to an address that is not this machine's.
    /// Needs CAP_NET_RAW.</summary>
    public static InetSocket Transparent(IpAddress address)
    {
        var socket = Udp(address);
        var (level, option) = address.IsV4 ? (IpLevel, IpTransparent) : (Ipv6Level, Ipv6Transparent);
        try
        {
            socket._socket.Set(level, option, 1, "send in another's name (NET_RAW)");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes an address of this machine as the source; port 0 is any.</summary>
    public Errno Bind(IpAddress address, int port = 0)
    {
        Span<byte> buffer = stackalloc byte[InternetAddress.Size];
        var name = InternetAddress.Write(buffer, address, port);
        return Libc.Bind(_socket, name, name.Length) < 0 ? Libc.LastError : Errno.None;
    }

    /// <summary>Over TCP usually <see cref="Errno.InProgress"/>: writable then means that <see cref="Failure"/> knows
    /// how it ended.</summary>
    public Errno Connect(IpAddress address, int port)
    {
        Span<byte> buffer = stackalloc byte[InternetAddress.Size];
        var name = InternetAddress.Write(buffer, address, port);
        return Libc.Connect(_socket, name, name.Length) < 0 ? Libc.LastError : Errno.None;
    }

    /// <summary>The error that waits on the socket (SO_ERROR); asking clears it.</summary>
    public Errno Failure()
    {
        var length = sizeof(int);
        return Libc.GetSocketOption(_socket, SocketLevel, SocketError, out var error, ref length) < 0
            ? Libc.LastError
            : (Errno)error;
    }

    public Errno Send(ReadOnlySpan<byte> bytes, out int sent) => _socket.Send(bytes, out sent);

    /// <summary>Nothing received and <see cref="Errno.None"/>: over TCP, the peer has closed.</summary>
    public Errno Receive(Span<byte> buffer, out int received) => _socket.Receive(buffer, out received);

    public void Dispose() => _socket.Dispose();
}
