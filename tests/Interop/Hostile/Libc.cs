using System.Runtime.InteropServices;

namespace Perch.Tests.Interop.Hostile;

/// <summary>The system calls of an attacker: sockets that carry whole frames, in another network namespace.</summary>
internal static unsafe partial class Libc
{
    public const int PacketFamily = 17;
    public const int RawType = 3 | 0x80000;
    public const int NetworkNamespace = 0x40000000;
    public const int SocketLevel = 1;
    public const int ReceiveBufferForce = 33;
    public const int ReceiveTimeout = 20;
    public const int AttachFilter = 26;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint IndexOf(string interfaceName);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, void* value, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, Message* messages, uint count, int flags);

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public byte* Bytes;
        public nint Length;
    }

    /// <summary><c>struct mmsghdr</c>: a <c>struct msghdr</c> of 56 bytes, and how much of it went.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public void* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nint PieceCount;
        public void* Control;
        public nint ControlLength;
        public long Flags;
        public ulong Sent;
    }

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand)
    {
        public ushort Code = code;
        public byte IfTrue = ifTrue;
        public byte IfFalse = ifFalse;
        public uint Operand = operand;
    }

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Program
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
