using System.Text.Json;
using Perch.Linux;

namespace Perch.Speaker.Control;

/// <summary>One connection to the control socket: reads a line, writes a line, and is hung up on.</summary>
internal sealed class ControlCaller : IDisposable
{
    /// <summary>A request names one verb.</summary>
    private const int LongestRequest = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly UnixSocket _connection;
    private readonly Watch _watch;
    private readonly Func<ControlRequest, ControlCaller, byte[]?> _answer;
    private readonly Action<ControlCaller> _done;
    private readonly byte[] _request = new byte[LongestRequest];
    private int _received;
    private ReadOnlyMemory<byte> _unsent;
    private bool _asked;
    private bool _closed;

    public ControlCaller(
        UnixSocket connection,
        Poller poller,
        Func<ControlRequest, ControlCaller, byte[]?> answer,
        Action<ControlCaller> done)
    {
        (_connection, _answer, _done) = (connection, answer, done);
        _watch = poller.Add(connection.Descriptor, Readiness.Readable, _ => Continue());
        Deadline = BootClock.Now + Patience;
    }

    public TimeSpan Deadline { get; private set; }

    /// <summary>The answer comes later, and by then at the latest.</summary>
    public void Wait(TimeSpan time) => Deadline = BootClock.Now + time + Patience;

    /// <summary>The answer that was waited for.</summary>
    public void Reply(byte[] line)
    {
        if (_closed)
        {
            return;
        }

        _unsent = (byte[])[.. line, (byte)'\n'];
        _watch.Awaited = Readiness.Writable;
        Continue();
    }

    public void Dispose()
    {
        _closed = true;
        _watch.Dispose();
        _connection.Dispose();
    }

    private void Continue()
    {
        if (!(_unsent.IsEmpty ? Receive() : Send()))
        {
            _done(this);
        }
    }

    /// <returns>False when the conversation is over.</returns>
    private bool Receive()
    {
        var result = _connection.Receive(_request.AsSpan(_received), out var received);
        if (result is Errno.WouldBlock)
        {
            return true;
        }

        if (_asked)
        {
            // Whoever waits has nothing more to say; an end of the stream is that of its patience.
            return received > 0 && _received < LongestRequest;
        }

        _received += received;
        var line = _request.AsSpan(0, _received);
        var end = line.IndexOf((byte)'\n');
        if (end < 0 && received > 0 && _received < LongestRequest)
        {
            return true;
        }

        _asked = true;
        if (Answer(end < 0 ? line : line[..end]) is not { } answer)
        {
            return true;
        }

        _unsent = answer;
        _watch.Awaited = Readiness.Writable;
        return Send();
    }

    private bool Send()
    {
        var result = _connection.Send(_unsent.Span, out var sent);
        _unsent = _unsent[sent..];
        return !_unsent.IsEmpty && result is Errno.None or Errno.WouldBlock;
    }

    /// <returns>Null: later.</returns>
    private byte[]? Answer(ReadOnlySpan<byte> line)
    {
        ControlRequest? request = null;
        try
        {
            request = JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest);
        }
        catch (JsonException)
        {
        }

        var answer = request is null ? Misunderstood() : _answer(request, this);
        return answer is null ? null : [.. answer, (byte)'\n'];
    }

    private static byte[] Misunderstood() => JsonSerializer.SerializeToUtf8Bytes(
        new ControlAnswer(false, $$"""a request is one line, {"ask":"Status"}, of at most {{LongestRequest}} bytes"""),
        ControlJson.Default.ControlAnswer);
}
