using System.Buffers.Binary;

namespace Perch.Linux;

/// <summary>
/// <c>struct sockaddr_in</c> of netinet/in.h:
/// <code>
///  0               2               4                               8              16
/// +---------------+---------------+-------------------------------+---------------+
/// | AF_INET, host | port, network | address, network              | zero          |
/// +---------------+---------------+-------------------------------+---------------+
/// </code>
/// </summary>
internal static class InternetAddress
{
    internal const int Size = 16;

    internal static void Write(Span<byte> to, uint address, int port)
    {
        to[..Size].Clear();
        BitConverter.TryWriteBytes(to, (ushort)SocketConstants.AddressFamilyInet);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)port);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], address);
    }
}
