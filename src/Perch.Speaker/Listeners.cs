using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Config;

namespace Perch.Speaker;

/// <summary>
/// Whether the application's sockets are there. The kernel says when one is gone; that one has come is looked for: soon
/// while one is missing, seldom while all are there.
/// </summary>
internal sealed class Listeners : ITimed, IDisposable
{
    private static readonly TimeSpan WhileMissing = TimeSpan.FromMilliseconds(100);

    /// <summary>Only for what no event tells: a UDP socket that was connected to somebody, say.</summary>
    private static readonly TimeSpan WhileComplete = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<RequiredPort> _required;
    private readonly IReadOnlyList<AnycastPrefix> _prefixes;
    private readonly Action<IReadOnlyList<ListenerStatus>> _changed;
    private readonly SocketDiagnostics _diagnostics;
    private readonly Watch _watch;
    private readonly List<ServingSocket> _sockets = [];
    private IReadOnlyList<ListenerStatus> _last = [];

    public Listeners(
        IReadOnlyList<RequiredPort> required,
        IReadOnlyList<AnycastPrefix> prefixes,
        Poller poller,
        Action<IReadOnlyList<ListenerStatus>> changed)
    {
        (_required, _prefixes, _changed) = (required, prefixes, changed);
        _diagnostics = new SocketDiagnostics([.. required.Select(port => (port.Protocol, port.Port))]);
        _watch = poller.Add(_diagnostics.Descriptor, Readiness.Readable, _ => Look(BootClock.Now));
    }

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    /// <summary>Why nothing can be known; null when the kernel answers.</summary>
    public string? Problem { get; private set; }

    public void TimePassed(TimeSpan now) => Look(now);

    public void Dispose()
    {
        _watch.Dispose();
        _diagnostics.Dispose();
    }

    private void Look(TimeSpan now)
    {
        _sockets.Clear();
        var answer = _diagnostics.Read(_sockets);
        Problem = answer is Errno.None ? null : $"the kernel does not tell which sockets listen: {answer.Describe()}";
        ListenerStatus[] found = [.. _required.Select(port => new ListenerStatus(port.Name, IsServed(port)))];
        Deadline = now + (Array.TrueForAll(found, port => port.Listening) ? WhileComplete : WhileMissing);
        if (!found.SequenceEqual(_last))
        {
            _last = found;
            _changed(found);
        }
    }

    /// <summary>Every address needs a socket that takes what is sent to it.</summary>
    private bool IsServed(RequiredPort port) => _prefixes.All(prefix => _sockets.Exists(socket =>
        socket.Protocol == port.Protocol && socket.Port == port.Port && socket.Serves(prefix.Address)));
}
