using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary>
/// What the kernel tells beside a message, and is told: <c>struct cmsghdr</c> of sys/socket.h on a 64-bit
/// architecture.
/// <code>
///  0               8       12      16                         aligned to 8
/// +---------------+-------+-------+-- - - - - - - - - - - - -+
/// | length, whole | level | type  | value                    |
/// +---------------+-------+-------+-- - - - - - - - - - - - -+
/// </code>
/// </summary>
internal readonly ref struct AncillaryData
{
    internal const int HeaderSize = 16;

    internal int Level { get; private init; }

    internal int Type { get; private init; }

    internal ReadOnlySpan<byte> Value { get; private init; }

    internal static int Align(int length) => (length + 7) & ~7;

    internal static bool TryTake(ref ReadOnlySpan<byte> rest, out AncillaryData data)
    {
        data = default;
        if (rest.Length < HeaderSize)
        {
            return false;
        }

        var length = MemoryMarshal.Read<ulong>(rest);
        if (length < HeaderSize || length > (ulong)rest.Length)
        {
            return false;
        }

        data = new()
        {
            Level = MemoryMarshal.Read<int>(rest[8..]),
            Type = MemoryMarshal.Read<int>(rest[12..]),
            Value = rest[HeaderSize..(int)length],
        };
        rest = rest[Math.Min(Align((int)length), rest.Length)..];
        return true;
    }

    /// <summary>Writes a header and returns where the value goes.</summary>
    internal static Span<byte> Write(Span<byte> to, int level, int type, int valueLength)
    {
        MemoryMarshal.Write(to, (ulong)(HeaderSize + valueLength));
        MemoryMarshal.Write(to[8..], level);
        MemoryMarshal.Write(to[12..], type);
        return to.Slice(HeaderSize, valueLength);
    }
}
