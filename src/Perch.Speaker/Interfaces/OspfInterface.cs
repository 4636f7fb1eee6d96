using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Database;

namespace Perch.Speaker.Interfaces;

/// <summary>One OSPF instance with its socket: does what the instance asks, and brings it what comes
/// in.</summary>
internal sealed class OspfInterface : ITimed, IDisposable
{
    /// <summary>The largest datagram of IPv4 (RFC 791 3.1) and IPv6 (RFC 8200 3).</summary>
    private const int LargestDatagram = 65_535;

    /// <summary>After so many packets the others get their turn.</summary>
    private const int PacketsPerTurn = 64;

    /// <summary>One for all: the loop handles one packet at a time, and no instance keeps any of
    /// it. Pinned: not copied by a collection, and pages that no packet reached cost nothing.</summary>
    private static readonly byte[] Buffer = GC.AllocateUninitializedArray<byte>(LargestDatagram, pinned: true);

    private readonly OspfInstance _instance;
    private readonly OspfSocket _socket;
    private readonly Watch _watch;
    private readonly Log _log;
    private readonly List<OspfEffect> _effects = [];
    private OspfLink _link;
    private Errno _lastSend;
    private LinkMemory? _memory;
    private ulong _reserved;
    private TimeSpan _wallClock = WallClock.At(BootClock.Now);

    public OspfInterface(
        OspfVersion version, OspfLink link, OspfInstance instance, OspfSocket socket, Poller poller, Log log)
    {
        Version = version;
        (_link, _instance, _socket, _log) = (link, instance, socket, log);
        _watch = poller.Add(socket.Descriptor, Readiness.Readable, _ => Receive());
    }

    public event Action? Left;

    /// <summary><see cref="Memory"/> is another.</summary>
    public event Action? Learnt;

    /// <summary><see cref="Delivery"/> is another.</summary>
    public event Action? Delivered;

    /// <summary>Packets are about to be sent with sequence numbers that no later speaker may use.</summary>
    public event Action? Reserved;

    public OspfVersion Version { get; }

    public ulong ReservedSequence => _instance.ReservedSequence;

    public OspfLink Link
    {
        get => _link;
        set
        {
            if (value != _link)
            {
                _link = value;
                Tell(new OspfEvent.LinkChanged(value));
            }
        }
    }

    /// <summary>Nothing of ours is left in the area, or nothing more can be done about it.</summary>
    public bool HasLeft { get; private set; }

    public TimeSpan? Deadline => HasLeft ? null : _instance.Deadline;

    public LinkMemory? Memory => _instance.Memory;

    /// <summary>How far the last announcements have come.</summary>
    public Delivery? Delivery { get; private set; }

    public void TimePassed(TimeSpan now) => Tell(new OspfEvent.TimePassed(), now);

    public void Tell(OspfEvent what) => Tell(what, BootClock.Now);

    public OspfStatus Status(TimeSpan now)
    {
        var status = _instance.Status(now);
        return _lastSend is Errno.None ? status : status with { Reasons = [.. status.Reasons, CannotSend] };
    }

    public IReadOnlyList<uint>? MetricSteps(uint metric, TimeSpan now, IReadOnlySet<string> siblings) =>
        _instance.MetricSteps(metric, now, siblings);

    public IReadOnlyList<Elsewhere> LookElsewhere(TimeSpan now, IReadOnlySet<string> siblings) =>
        _instance.LookElsewhere(now, siblings);

    public void Dispose()
    {
        _watch.Dispose();
        _socket.Dispose();
    }

    private string CannotSend => $"OSPFv{(int)Version} packets cannot be sent on {_link.Name}: {_lastSend.Describe()}";

    private void Receive()
    {
        for (var i = 0; i < PacketsPerTurn && _socket.TryReceive(Buffer, out var packet, out _); i++)
        {
            Tell(new OspfEvent.PacketReceived(packet.Source, packet.Destination, packet.Payload)
            {
                TimeToLive = packet.TimeToLive,
            });
        }
    }

    private void Tell(OspfEvent what, TimeSpan now)
    {
        FollowClock(now);
        _instance.Handle(what, now, _effects);
        if (_instance.ReservedSequence != _reserved)
        {
            _reserved = _instance.ReservedSequence;
            Reserved?.Invoke();
        }

        foreach (var effect in _effects)
        {
            Do(effect);
        }

        _effects.Clear();
        if (!ReferenceEquals(_instance.Memory, _memory))
        {
            _memory = _instance.Memory;
            Learnt?.Invoke();
        }

        if (_instance.Delivery != Delivery)
        {
            Delivery = _instance.Delivery;
            Delivered?.Invoke();
        }
    }

    /// <summary>A machine without a clock of its own starts in 1970 and learns the time later; key lifetimes are meant
    /// in the time that is right.</summary>
    private void FollowClock(TimeSpan now)
    {
        if (WallClock.IsSet(now, ref _wallClock))
        {
            _instance.Handle(new OspfEvent.ClockSet(WallClock.UnixSeconds), now, _effects);
        }
    }

    private void Do(OspfEffect effect)
    {
        switch (effect)
        {
            case OspfEffect.Send send:
                Send(send);
                break;
            case OspfEffect.Say say:
                _log.Write(say.Severity, say.Sentence);
                break;
            case OspfEffect.Left:
                HasLeft = true;
                Left?.Invoke();
                break;
        }
    }

    private void Send(OspfEffect.Send send)
    {
        var result = _socket.Send(send.Destination, send.Packet.Span);
        if (result != _lastSend)
        {
            _lastSend = result;
            _log.Write(
                result is Errno.None ? Severity.Information : Severity.Warning,
                result is Errno.None ? $"OSPFv{(int)Version} packets can be sent on {_link.Name} again" : CannotSend);
        }
    }
}
