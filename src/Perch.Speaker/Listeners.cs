using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;

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
    private readonly (Gatekeeper Gate, IReadOnlyList<ListenerStatus> Last)[] _gates;
    private readonly SocketDiagnostics _diagnostics;
    private readonly Watch _watch;
    private readonly List<ServingSocket> _sockets = [];

    public Listeners(IReadOnlyList<RequiredPort> required, Gates gates, Poller poller)
    {
        _required = required;
        _gates = [.. gates.All.Select(gate => (gate, (IReadOnlyList<ListenerStatus>)[]))];
        _diagnostics = new SocketDiagnostics([.. required.Select(port => (port.Protocol, port.Port))]);
        _watch = poller.Add(_diagnostics.Descriptor, Readiness.Readable, _ => Look(BootClock.Now));
    }

    /// <summary>A UDP socket is gone, and with it what waited in it.</summary>
    public event Action? Closed;

    public IEnumerable<int> UdpPorts =>
        _required.Where(port => port.Protocol is TransportProtocol.Udp).Select(port => port.Port);

    public TimeSpan? Deadline { get; private set; } = TimeSpan.Zero;

    /// <summary>Why nothing can be known; null when the kernel answers.</summary>
    public string? Problem { get; private set; }

    public void TimePassed(TimeSpan now) => Look(now);

    /// <summary>As it is now, for all these addresses together.</summary>
    public IReadOnlyList<ListenerStatus> Read(IReadOnlyList<AnycastPrefix> prefixes)
    {
        Look(BootClock.Now);
        return Count(prefixes);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _diagnostics.Dispose();
    }

    private void Look(TimeSpan now)
    {
        var before = CountUdp();
        _sockets.Clear();
        var answer = _diagnostics.Read(_sockets);
        Problem = answer is Errno.None ? null : $"the kernel does not tell which sockets listen: {answer.Describe()}";
        var complete = true;
        foreach (ref var known in _gates.AsSpan())
        {
            var found = Count(known.Gate.Prefixes);
            complete &= Array.TrueForAll(found, port => port.Listening);
            if (!found.SequenceEqual(known.Last))
            {
                known.Last = found;
                known.Gate.Tell(new GateEvent.ListenersChanged(found));
            }
        }

        Deadline = now + (complete ? WhileComplete : WhileMissing);
        if (CountUdp() < before)
        {
            Closed?.Invoke();
        }
    }

    private int CountUdp() => _sockets.Count(socket => socket.Protocol is TransportProtocol.Udp);

    private ListenerStatus[] Count(IReadOnlyList<AnycastPrefix> prefixes) => [..
        from port in _required
        let sockets = Count(port, prefixes)
        select new ListenerStatus(port.Name, sockets > 0) { Sockets = sockets }];

    /// <summary>Every address needs a socket that takes what is sent to it: the one with the fewest counts.</summary>
    private int Count(RequiredPort port, IReadOnlyList<AnycastPrefix> prefixes) =>
        prefixes.Min(prefix => _sockets.Count(socket =>
            socket.Protocol == port.Protocol && socket.Port == port.Port && socket.Serves(prefix.Address)));
}
