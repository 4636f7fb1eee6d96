using System.Runtime.InteropServices;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux.Netlink;

/// <summary>
/// A classic BPF program (linux/filter.h) that lets through only what is said of certain local ports: a busy server
/// tells of every connection that ends, and none of that may wake the speaker.
/// </summary>
internal static class PortFilter
{
    /// <summary>A jump of classic BPF reaches 255 instructions.</summary>
    internal const int MostPorts = 64;

    private const ushort LoadHalfAbsolute = 0x28;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    internal static Instruction[] Program(IReadOnlyList<int> ports)
    {
        var program = new Instruction[ports.Count + 3];
        program[0] = new(LoadHalfAbsolute, 0, 0, SocketMessages.SourcePortOffset);
        for (var i = 0; i < ports.Count; i++)
        {
            program[i + 1] = new(JumpIfEqual, (byte)(ports.Count - i), 0, (uint)ports[i]);
        }

        program[^2] = new(Return, 0, 0, 0);
        program[^1] = new(Return, 0, 0, uint.MaxValue);
        return program;
    }

    internal static unsafe void Attach(Descriptor socket, IReadOnlyList<int> ports)
    {
        var program = Program(ports);
        fixed (Instruction* first = program)
        {
            var header = new ProgramHeader { Length = (ushort)program.Length, Instructions = (nint)first };
            var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<ProgramHeader>(in header));
            socket.Set(SocketLevel, AttachFilter, bytes, "filter socket events by port");
        }
    }

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ProgramHeader
    {
        internal ushort Length;
        internal nint Instructions;
    }
}
