using Perch.Linux;

namespace Perch.Speaker.Probes;

/// <summary>A TCP connection: connect, ask, read until the question can judge.</summary>
internal sealed class StreamExchange : Exchange
{
    /// <summary>One page of the kernel: most answers fit.</summary>
    private const int FirstBuffer = 4096;

    private readonly Question _question;
    private readonly Poller _poller;
    private readonly Action<Readiness> _ready;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _received;
    private InetSocket? _socket;
    private Watch? _watch;
    private ReadOnlyMemory<byte> _toSend;
    private bool _connected;

    public StreamExchange(Target target, Question question, Poller poller, Inbox inbox)
        : base(target, inbox)
    {
        _question = question;
        _poller = poller;
        _ready = _ => Continue();
    }

    protected override void Open()
    {
        _received = 0;
        _connected = false;
        _socket = InetSocket.Tcp(Target.Address);
        var errno = _socket.Bind(Target.Address);
        errno = errno is Errno.None ? _socket.Connect(Target.Address, Target.Port) : errno;
        if (errno is not (Errno.None or Errno.InProgress))
        {
            FinishLater(Judgement.Fail(Target.Explain(errno)));
            return;
        }

        _watch = _poller.Add(_socket.Descriptor, Readiness.Writable, _ready);
    }

    protected override void Release()
    {
        _watch?.Dispose();
        _socket?.Dispose();
        (_watch, _socket) = (null, null);
    }

    private void Continue()
    {
        var errno = _connected ? Errno.None : FinishConnecting();
        if (_connected && _watch is not null)
        {
            errno = _toSend.IsEmpty ? Receive() : Send();
        }

        if (errno is not (Errno.None or Errno.WouldBlock or Errno.Interrupted))
        {
            Fail(errno);
        }
    }

    private Errno FinishConnecting()
    {
        var errno = _socket!.Failure();
        if (errno is not Errno.None)
        {
            return errno;
        }

        _connected = true;
        _toSend = _question.Ask();
        if (_toSend.IsEmpty)
        {
            Finish(_question.Judge([], ended: false));
        }

        return Errno.None;
    }

    private Errno Send()
    {
        var errno = _socket!.Send(_toSend.Span, out var sent);
        _toSend = _toSend[sent..];
        if (_toSend.IsEmpty)
        {
            _watch!.Awaited = Readiness.Readable;
        }

        return errno;
    }

    private Errno Receive()
    {
        if (_received == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, _question.MaxReply));
        }

        var errno = _socket!.Receive(_buffer.AsSpan(_received), out var received);
        if (errno is not Errno.None)
        {
            return errno;
        }

        _received += received;
        var ended = received == 0 || _received >= _question.MaxReply;
        var judgement = _question.Judge(_buffer.AsSpan(0, _received), ended);
        if (judgement.Passed is not null)
        {
            Finish(judgement);
        }

        return Errno.None;
    }
}
