using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Perch.Linux;

/// <summary>The system calls, by their C names and in their C shapes.</summary>
internal static partial class Libc
{
    internal static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(Descriptor descriptor, Span<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(Descriptor descriptor, ReadOnlySpan<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint length);

    [LibraryImport("libc", EntryPoint = "capget", SetLastError = true)]
    internal static partial int CapabilityGet(
        ref Capabilities.CapabilityHeader header, Span<Capabilities.CapabilityWord> words);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    internal static partial int CapabilitySet(
        ref Capabilities.CapabilityHeader header, ReadOnlySpan<Capabilities.CapabilityWord> words);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    internal static partial int Advise(nuint start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial Descriptor EventFd(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static partial int Poll(Span<PollDescriptor> descriptors, nuint count, nint timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static partial int Poll(
        Span<PollDescriptor> descriptors, nuint count, in TimeSpecification timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, out TimeSpecification time);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial Descriptor Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(Descriptor socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(Descriptor socket, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    internal static partial Descriptor Accept(Descriptor socket, nint address, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(Descriptor socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(
        Descriptor socket, int level, int option, ReadOnlySpan<byte> value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSocketOption(
        Descriptor socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    internal static partial nint SendTo(
        Descriptor socket, ReadOnlySpan<byte> bytes, nint length, int flags, ReadOnlySpan<byte> address, int size);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(Descriptor socket, Span<byte> bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    internal static partial nint SendMessage(Descriptor socket, in SocketMessage message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(Descriptor socket, ref SocketMessage message, int flags);

    /// <summary><c>struct pollfd</c> of poll.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short ReturnedEvents;
    }

    /// <summary><c>struct timespec</c> of a 64-bit architecture.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpecification
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
