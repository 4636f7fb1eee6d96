using System.Runtime.InteropServices;
using System.Text;

namespace Perch.Linux;

/// <summary>setsockopt(2) and addresses in the shapes that this room uses.</summary>
internal static class SocketOptions
{
    internal static Descriptor Open(int family, int type, int protocol, string what)
    {
        var socket = Libc.Socket(family, type | SocketConstants.NonBlockingCloseOnExec, protocol);
        return socket.IsInvalid ? throw new KernelException($"open {what}", Libc.LastError) : socket;
    }

    internal static void Set(this Descriptor socket, int level, int option, int value, string what) =>
        socket.Set(level, option, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)), what);

    internal static void Set(this Descriptor socket, int level, int option, string value, string what) =>
        socket.Set(level, option, Encoding.UTF8.GetBytes(value), what);

    internal static void Set(
        this Descriptor socket, int level, int option, ReadOnlySpan<byte> value, string what)
    {
        if (Libc.SetSocketOption(socket, level, option, value, value.Length) < 0)
        {
            throw new KernelException(what, Libc.LastError);
        }
    }
}
