using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class UnixSocketTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_listener_without_callers_accepts_nobody()
    {
        using var listener = UnixSocket.Listen(_path, 1);
        Assert.Equal(Errno.WouldBlock, listener.Accept(out var connection));
        Assert.Null(connection);
    }

    [Fact]
    public void What_one_end_sends_the_other_receives()
    {
        using var listener = UnixSocket.Listen(_path, 1);
        Assert.Equal(Errno.None, UnixSocket.Connect(_path, out var caller));
        Assert.Equal(Errno.None, listener.Accept(out var called));
        using (caller)
        using (called)
        {
            caller!.Send("hello"u8, out _);
            var buffer = new byte[16];
            Assert.Equal(Errno.None, called!.Receive(buffer, out var received));
            Assert.Equal("hello"u8, buffer.AsSpan(0, received));
            Assert.Equal(Errno.WouldBlock, called.Receive(buffer, out _));
        }
    }

    [Fact]
    public void Nobody_listening_is_an_errno() =>
        Assert.NotEqual(Errno.None, UnixSocket.Connect(_path, out _));
}
