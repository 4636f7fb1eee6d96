using Perch.Linux;
using Perch.Speaker.Gate;

namespace Perch.Speaker.Repeating;

/// <summary>
/// For a while, while one application follows another on the same ports: what a closing UDP socket takes with it is
/// asked again, in its client's name, so that another socket of the port answers it. The client gets its answer late
/// instead of never; a question that both have answered was only asked twice, as networks do too.
/// </summary>
internal sealed class Repeater : ITimed, IDisposable
{
    /// <summary>A process closes its sockets one after another, and its successor answers meanwhile.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(20);

    /// <summary>No more in one round of the loop, which has adjacencies to keep.</summary>
    private const int MostInARound = 256;

    /// <summary>An EDNS buffer as large as anybody asks with; a question is one small packet.</summary>
    private const int LongestQuestion = 4096;

    private readonly HashSet<int> _ports;
    private readonly Poller _poller;
    private readonly Log _log;
    private readonly byte[] _buffer = new byte[LongestQuestion];
    private Unanswered _unanswered = new();
    private PacketTap? _tap;
    private Watch? _watch;
    private TimeSpan _end;
    private TimeSpan _closed;
    private TimeSpan? _due;

    public Repeater(Listeners? listeners, Poller poller, Log log)
    {
        (_poller, _log) = (poller, log);
        _ports = [.. listeners?.UdpPorts ?? []];
        if (listeners is not null)
        {
            listeners.Closed += Close;
        }
    }

    public TimeSpan? Deadline => _tap is null ? null : _due ?? _end;

    /// <summary>Begins, or goes on for longer.</summary>
    /// <param name="said">What it does, or why it cannot, in a sentence.</param>
    public bool Start(TimeSpan time, TimeSpan now, out string said)
    {
        if (_ports.Count == 0)
        {
            said = "nothing to repeat: the service has no UDP port";
            return true;
        }

        try
        {
            _tap ??= PacketTap.Open();
        }
        catch (KernelException error)
        {
            said = $"nothing can be repeated: {error.Message}";
            return false;
        }

        _watch ??= _poller.Add(_tap.Descriptor, Readiness.Readable, _ => Take(BootClock.Now, MostInARound));
        _end = now + time;
        said = $"for {Spoken.Duration(time)}, what a closing UDP socket takes with it is asked again";
        return true;
    }

    public void TimePassed(TimeSpan now)
    {
        if (_due <= now)
        {
            _due = null;
            Take(now, Unanswered.Most);
            Repeat(now);
        }

        if (_end <= now)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _tap?.Dispose();
        (_tap, _watch, _due, _unanswered) = (null, null, null, new Unanswered());
    }

    /// <summary>What has come up to now, and the tap has not been asked for yet, may have gone into that
    /// socket.</summary>
    private void Close()
    {
        if (_tap is not null)
        {
            Take(BootClock.Now, Unanswered.Most);
            _closed = BootClock.Now;
            _due = _closed + Settle;
        }
    }

    private void Take(TimeSpan now, int most)
    {
        for (var i = 0; i < most && _tap!.TryReceive(_buffer, out var packet, out var leaves, out _); i++)
        {
            if (!UdpPacket.TryRead(packet, out var udp))
            {
                continue;
            }

            if (leaves && _ports.Contains(udp.SourcePort))
            {
                _unanswered.Answer(udp);
            }
            else if (!leaves && _ports.Contains(udp.DestinationPort))
            {
                _unanswered.Ask(udp, now);
            }
        }
    }

    private void Repeat(TimeSpan now)
    {
        var lost = _unanswered.AskedBy(_closed, now);
        var refusals = lost.Select(Ask).Where(result => result is not Errno.None).ToList();
        if (lost.Count > 0)
        {
            _log.Write($"{Spoken.Count(lost.Count - refusals.Count, "question")} asked again: closed sockets had taken "
                + $"{Spoken.Count(lost.Count, "question")} with them"
                + (refusals is [var refusal, ..] ? $"; not all could be: {refusal.Describe()}" : ""));
        }
    }

    private static Errno Ask(Question question)
    {
        var (client, port, server, serverPort) = question.Client;
        try
        {
            using var socket = InetSocket.Transparent(client);
            var result = socket.Bind(client, port);
            result = result is Errno.None ? socket.Connect(server, serverPort) : result;
            return result is Errno.None ? socket.Send(question.Payload.Span, out _) : result;
        }
        catch (KernelException refused)
        {
            // No more descriptors, say: a question is lost, the routes are not.
            return refused.Errno;
        }
    }
}
