using System.Runtime.InteropServices;

namespace Perch.Linux.Netlink;

/// <summary>
/// One message of netlink(7): <c>struct nlmsghdr</c> of linux/netlink.h, in the byte order of the host, and what
/// follows it.
/// <code>
///  0               4       6       8               12              16
/// +---------------+-------+-------+---------------+---------------+-- - -
/// | length, whole | type  | flags | sequence      | port          | payload
/// +---------------+-------+-------+---------------+---------------+-- - -
/// </code>
/// </summary>
internal readonly ref struct NetlinkMessage
{
    internal const int HeaderSize = 16;

    /// <summary><c>NLMSG_ERROR</c>: an errno as a negative number, zero for an acknowledgement.</summary>
    internal const ushort Error = 2;

    /// <summary><c>NLMSG_DONE</c>: the end of a dump.</summary>
    internal const ushort Done = 3;

    /// <summary><c>NLM_F_REQUEST</c>.</summary>
    internal const ushort Request = 1;

    /// <summary><c>NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL</c>.</summary>
    internal const ushort CreateRequest = 0x605;

    /// <summary><c>NLM_F_REQUEST | NLM_F_ROOT | NLM_F_MATCH</c>.</summary>
    internal const ushort DumpRequest = 0x301;

    internal ushort Type { get; private init; }

    internal ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Of an <see cref="Error"/>: what the kernel answered.</summary>
    internal Errno Answer => Payload.Length < sizeof(int) ? Errno.None : (Errno)(-MemoryMarshal.Read<int>(Payload));

    /// <summary>Takes the first message off <paramref name="rest"/>. False: none whole is left.</summary>
    internal static bool TryTake(ref ReadOnlySpan<byte> rest, out NetlinkMessage message)
    {
        message = default;
        if (rest.Length < HeaderSize)
        {
            return false;
        }

        var length = MemoryMarshal.Read<uint>(rest);
        if (length < HeaderSize || length > rest.Length)
        {
            return false;
        }

        message = new()
        {
            Type = MemoryMarshal.Read<ushort>(rest[4..]),
            Payload = rest[HeaderSize..(int)length],
        };
        rest = rest[Math.Min(NetlinkAttribute.Align((int)length), rest.Length)..];
        return true;
    }

    /// <summary>Writes the header of a message whose payload is there already.</summary>
    internal static void WriteHeader(Span<byte> message, ushort type, ushort flags)
    {
        MemoryMarshal.Write(message, message.Length);
        MemoryMarshal.Write(message[4..], type);
        MemoryMarshal.Write(message[6..], flags);
    }
}
