using System.Runtime.InteropServices;
using static Perch.Linux.SocketConstants;

namespace Perch.Linux.Netlink;

/// <summary>
/// A netlink(7) socket. The kernel answers a request while it is being made, so nothing here ever waits: the answer is
/// there when the request has been sent.
/// </summary>
internal sealed class NetlinkSocket : IDisposable
{
    /// <summary>The kernel fills up to 32 KiB per read when the reader has room for it (NLMSG_GOODSIZE
    /// aside).</summary>
    private const int BufferBytes = 32 * 1024;

    private readonly Descriptor _socket;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);

    internal NetlinkSocket(int protocol, uint groups, string what)
    {
        _socket = SocketOptions.Open(AddressFamilyNetlink, RawSocket, protocol, what);

        // struct sockaddr_nl of linux/netlink.h: family, padding, port (the kernel chooses), groups.
        Span<byte> address = stackalloc byte[12];
        address.Clear();
        MemoryMarshal.Write(address, (ushort)AddressFamilyNetlink);
        MemoryMarshal.Write(address[8..], groups);
        if (Libc.Bind(_socket, address, address.Length) < 0)
        {
            throw new KernelException($"bind {what}", Libc.LastError);
        }
    }

    internal Descriptor Descriptor => _socket;

    /// <summary>Takes one datagram of messages. False: nothing waits, or (<see cref="Errno.NoBuffers"/>) the kernel had
    /// to drop some.</summary>
    internal bool TryReceive(out ReadOnlySpan<byte> messages, out Errno why)
    {
        var length = Libc.Receive(_socket, _buffer, _buffer.Length, 0);
        messages = _buffer.AsSpan(0, Math.Max(0, (int)length));
        why = length < 0 ? Libc.LastError : Errno.None;
        return length >= 0;
    }

    /// <summary>Throws away whatever waits: where the message says only that it is time to look.</summary>
    internal void Discard()
    {
        while (TryReceive(out _, out var why) || why is Errno.NoBuffers or Errno.Interrupted)
        {
        }
    }

    /// <summary>Sends a dump request and hands over each message of the answer.</summary>
    internal Errno Dump(ReadOnlySpan<byte> request, NetlinkVisitor visit)
    {
        var sent = Send(request);
        while (sent is Errno.None && TryReceive(out var messages, out sent))
        {
            while (NetlinkMessage.TryTake(ref messages, out var message))
            {
                switch (message.Type)
                {
                    case NetlinkMessage.Done:
                        return Errno.None;
                    case NetlinkMessage.Error:
                        return message.Answer;
                    default:
                        visit(message);
                        break;
                }
            }
        }

        return sent;
    }

    /// <summary>Sends a request that is to be acknowledged.</summary>
    internal Errno Ask(ReadOnlySpan<byte> request)
    {
        var sent = Send(request);
        while (sent is Errno.None && TryReceive(out var messages, out sent))
        {
            while (NetlinkMessage.TryTake(ref messages, out var message))
            {
                if (message.Type == NetlinkMessage.Error)
                {
                    return message.Answer;
                }
            }
        }

        return sent;
    }

    public void Dispose() => _socket.Dispose();

    private Errno Send(ReadOnlySpan<byte> request) =>
        Libc.SendTo(_socket, request, request.Length, 0, [], 0) < 0 ? Libc.LastError : Errno.None;
}

/// <summary>Called with each message of a dump.</summary>
internal delegate void NetlinkVisitor(NetlinkMessage message);
