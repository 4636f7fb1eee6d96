using System.Runtime.InteropServices;

namespace Perch.Linux.Netlink;

/// <summary>
/// One attribute of a netlink message: <c>struct nlattr</c> of linux/netlink.h.
/// <code>
///  0       2       4                          aligned to 4
/// +-------+-------+-- - - - - - - - - - - - -+
/// | length| type  | value                    |
/// +-------+-------+-- - - - - - - - - - - - -+
/// </code>
/// </summary>
internal readonly ref struct NetlinkAttribute
{
    internal const int HeaderSize = 4;

    internal ushort Type { get; private init; }

    internal ReadOnlySpan<byte> Value { get; private init; }

    internal static int Align(int length) => (length + 3) & ~3;

    internal static bool TryTake(ref ReadOnlySpan<byte> rest, out NetlinkAttribute attribute)
    {
        attribute = default;
        if (rest.Length < HeaderSize)
        {
            return false;
        }

        var length = MemoryMarshal.Read<ushort>(rest);
        if (length < HeaderSize || length > rest.Length)
        {
            return false;
        }

        attribute = new()
        {
            Type = MemoryMarshal.Read<ushort>(rest[2..]),
            Value = rest[HeaderSize..length],
        };
        rest = rest[Math.Min(Align(length), rest.Length)..];
        return true;
    }

    /// <summary>Writes one attribute and returns what is behind it.</summary>
    internal static Span<byte> Write(Span<byte> to, ushort type, ReadOnlySpan<byte> value)
    {
        MemoryMarshal.Write(to, (ushort)(HeaderSize + value.Length));
        MemoryMarshal.Write(to[2..], type);
        value.CopyTo(to[HeaderSize..]);
        return to[Align(HeaderSize + value.Length)..];
    }
}
