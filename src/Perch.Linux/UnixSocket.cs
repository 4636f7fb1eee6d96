using System.Runtime.InteropServices;
using System.Text;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>A non-blocking stream socket with a path for a name (unix(7)).</summary>
public sealed class UnixSocket : IDisposable
{
    /// <summary><c>struct sockaddr_un</c> of linux/un.h: the family, then the path with its closing
    /// zero.</summary>
    private const int AddressSize = 110;

    private readonly Descriptor _socket;

    private UnixSocket(Descriptor socket) => _socket = socket;

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _socket;

    /// <summary>Takes the path over from whoever had it: look first whether somebody answers there.</summary>
    public static UnixSocket Listen(string path, int backlog)
    {
        File.Delete(path);
        var socket = SocketOptions.Open(AddressFamilyUnix, StreamSocket, 0, "a Unix socket");
        Span<byte> address = stackalloc byte[AddressSize];
        if (Libc.Bind(socket, address, Write(address, path)) < 0 || Libc.Listen(socket, backlog) < 0)
        {
            var why = Libc.LastError;
            socket.Dispose();
            throw new KernelException($"listen on {path}", why);
        }

        return new UnixSocket(socket);
    }

    public static Errno Connect(string path, out UnixSocket? connection)
    {
        var socket = SocketOptions.Open(AddressFamilyUnix, StreamSocket, 0, "a Unix socket");
        Span<byte> address = stackalloc byte[AddressSize];
        if (Libc.Connect(socket, address, Write(address, path)) < 0)
        {
            var why = Libc.LastError;
            socket.Dispose();
            connection = null;
            return why;
        }

        connection = new UnixSocket(socket);
        return Errno.None;
    }

    public Errno Accept(out UnixSocket? connection)
    {
        var socket = Libc.Accept(_socket, 0, 0, NonBlockingCloseOnExec);
        connection = socket.IsInvalid ? null : new UnixSocket(socket);
        return socket.IsInvalid ? Libc.LastError : Errno.None;
    }

    public Errno Send(ReadOnlySpan<byte> bytes, out int sent) => _socket.Send(bytes, out sent);

    /// <summary>Nothing received and <see cref="Errno.None"/>: the peer has closed.</summary>
    public Errno Receive(Span<byte> buffer, out int received) => _socket.Receive(buffer, out received);

    public void Dispose() => _socket.Dispose();

    private static int Write(Span<byte> address, string path)
    {
        address.Clear();
        BitConverter.TryWriteBytes(address, (ushort)AddressFamilyUnix);
        var room = address[sizeof(ushort)..^1];
        return Encoding.UTF8.TryGetBytes(path, room, out var length)
            ? sizeof(ushort) + length + 1
            : throw new ArgumentException($"a socket's name has at most {room.Length} bytes: {path}", nameof(path));
    }
}
