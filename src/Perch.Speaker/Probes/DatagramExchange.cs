using Perch.Linux;

namespace Perch.Speaker.Probes;

/// <summary>One datagram there, and replies until one counts. The socket is connected: the kernel drops what another
/// source sends, and reports a refusal (ICMP port unreachable) as soon as it is there.</summary>
internal sealed class DatagramExchange : Exchange
{
    /// <summary>No UDP payload is larger (RFC 768); pinned, pages that no reply touches cost nothing.</summary>
    private const int MaxPayload = ushort.MaxValue;

    private readonly Question _question;
    private readonly Poller _poller;
    private readonly Action<Readiness> _ready;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(MaxPayload, pinned: true);
    private InetSocket? _socket;
    private Watch? _watch;

    public DatagramExchange(Target target, Question question, Poller poller, Inbox inbox)
        : base(target, inbox)
    {
        _question = question;
        _poller = poller;
        _ready = _ => Receive();
    }

    protected override void Open()
    {
        _socket = InetSocket.Udp(Target.Address);
        var errno = _socket.Bind(Target.Address);
        errno = errno is Errno.None ? _socket.Connect(Target.Address, Target.Port) : errno;
        errno = errno is Errno.None ? _socket.Send(_question.Ask().Span, out _) : errno;
        if (errno is not Errno.None)
        {
            FinishLater(Judgement.Fail(Target.Explain(errno)));
            return;
        }

        _watch = _poller.Add(_socket.Descriptor, Readiness.Readable, _ready);
    }

    protected override void Release()
    {
        _watch?.Dispose();
        _socket?.Dispose();
        (_watch, _socket) = (null, null);
    }

    private void Receive()
    {
        var errno = _socket!.Receive(_buffer, out var received);
        if (errno is Errno.WouldBlock or Errno.Interrupted)
        {
            return;
        }

        if (errno is not Errno.None)
        {
            Fail(errno);
            return;
        }

        var judgement = _question.Judge(_buffer.AsSpan(0, received), ended: true);
        if (judgement.Passed is not null)
        {
            Finish(judgement);
        }
    }
}
