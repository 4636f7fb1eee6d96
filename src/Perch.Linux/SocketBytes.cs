namespace Perch.Linux;

/// <summary>send(2) and recv(2) on a connected socket: what went through, and why no more did.</summary>
internal static class SocketBytes
{
    internal static Errno Send(this Descriptor socket, ReadOnlySpan<byte> bytes, out int sent)
    {
        var count = Libc.SendTo(socket, bytes, bytes.Length, SocketConstants.NoSignal, [], 0);
        sent = Math.Max(0, (int)count);
        return count < 0 ? Libc.LastError : Errno.None;
    }

    internal static Errno Receive(this Descriptor socket, Span<byte> buffer, out int received)
    {
        var count = Libc.Receive(socket, buffer, buffer.Length, 0);
        received = Math.Max(0, (int)count);
        return count < 0 ? Libc.LastError : Errno.None;
    }
}
