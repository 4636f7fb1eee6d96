using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary><c>struct msghdr</c> of sys/socket.h, on a 64-bit architecture: one message with its address and its
/// <see cref="AncillaryData"/>. The pointers are good only within the <c>fixed</c> that they were taken in.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketMessage
{
    internal nint Name;
    internal nuint NameLength;
    internal nint Vectors;
    internal nuint VectorCount;
    internal nint Control;
    internal nuint ControlLength;
    internal nint Flags;

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Vector
    {
        internal nint Start;
        internal nuint Length;
    }

    /// <summary>Sends bytes to an address, both sides of which are given.</summary>
    internal static unsafe Errno Send(
        Descriptor socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> address, ReadOnlySpan<byte> control)
    {
        fixed (byte* start = bytes, name = address, ancillary = control)
        {
            var vector = new Vector { Start = (nint)start, Length = (nuint)bytes.Length };
            var message = new SocketMessage
            {
                Name = (nint)name,
                NameLength = (nuint)address.Length,
                Vectors = (nint)(&vector),
                VectorCount = 1,
                Control = (nint)ancillary,
                ControlLength = (nuint)control.Length,
            };
            return Libc.SendMessage(socket, in message, SocketConstants.NoSignal) < 0 ? Libc.LastError : Errno.None;
        }
    }

    /// <summary>Takes one message: the lengths are of what was written into each buffer.</summary>
    internal static unsafe Errno Receive(
        Descriptor socket, scoped Span<byte> buffer, scoped Span<byte> address, ref Span<byte> control, out int length)
    {
        fixed (byte* start = buffer, name = address, ancillary = control)
        {
            var vector = new Vector { Start = (nint)start, Length = (nuint)buffer.Length };
            var message = new SocketMessage
            {
                Name = (nint)name,
                NameLength = (nuint)address.Length,
                Vectors = (nint)(&vector),
                VectorCount = 1,
                Control = (nint)ancillary,
                ControlLength = (nuint)control.Length,
            };
            var received = Libc.ReceiveMessage(socket, ref message, 0);
            length = Math.Max(0, (int)received);
            control = received < 0 ? [] : control[..(int)message.ControlLength];
            return received < 0 ? Libc.LastError : Errno.None;
        }
    }
}
