using System.Buffers.Binary;
using Perch.Model;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux;

/// <summary>
/// <c>struct sockaddr_in</c> and <c>struct sockaddr_in6</c> of netinet/in.h:
/// <code>
///  0               2               4                               8              16
/// +---------------+---------------+-------------------------------+---------------+
/// | AF_INET, host | port, network | address, network              | zero          |
/// +---------------+---------------+-------------------------------+---------------+
///
///  0               2               4               8                      24              28
/// +---------------+---------------+---------------+-- - - - - - - - - - -+---------------+
/// | AF_INET6, host| port, network | flow label    | address, network     | scope, host   |
/// +---------------+---------------+---------------+-- - - - - - - - - - -+---------------+
/// </code>
/// </summary>
internal static class InternetAddress
{
    /// <summary>Of the larger.</summary>
    internal const int Size = 28;

    private const int Ipv4Size = 16;

    internal static int FamilyOf(IpAddress address) => address.IsV4 ? AddressFamilyInet : AddressFamilyInet6;

    /// <summary>Returns what has been written.</summary>
    /// <param name="to">At least <see cref="Size"/> bytes.</param>
    /// <param name="scope">The interface, where the address is link-local.</param>
    internal static ReadOnlySpan<byte> Write(Span<byte> to, IpAddress address, int port, int scope = 0)
    {
        to[..Size].Clear();
        BitConverter.TryWriteBytes(to, (ushort)FamilyOf(address));
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)port);
        if (address.IsV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[4..], address.V4);
            return to[..Ipv4Size];
        }

        address.WriteBytes(to[8..]);
        BitConverter.TryWriteBytes(to[24..], scope);
        return to[..Size];
    }

    /// <summary>The address of a <c>sockaddr_in6</c> that the kernel has written.</summary>
    internal static IpAddress ReadIpv6(ReadOnlySpan<byte> from) => IpAddress.FromBytes(from.Slice(8, IpAddress.Size));
}
