using Perch.Linux;

namespace Perch.Tests.Unit.Linux;

public sealed class UnixSocketTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Accept_takes_who_calls_and_says_when_nobody_does()
    {
        using var listener = UnixSocket.Listen(_path, 1);
        Assert.Equal(Errno.WouldBlock, listener.Accept(out var nobody));
        Assert.Null(nobody);
        Assert.Equal(Errno.None, UnixSocket.Connect(_path, out var caller));
        Assert.Equal(Errno.None, listener.Accept(out var connection));
        caller!.Dispose();
        connection!.Dispose();
        Assert.Equal(Errno.WouldBlock, listener.Accept(out _));
    }
}
