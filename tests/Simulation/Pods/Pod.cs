using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;
using Perch.Speaker.State;
using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Network;

namespace Perch.Tests.Simulation.Pods;

/// <summary>A network namespace with its application, its clocks, its volume, and most of the time a
/// speaker.</summary>
internal sealed class Pod
{
    /// <summary>Packets that wait for a speaker that does not run.</summary>
    private const int SocketRoom = 128;

    private readonly List<Action> _waiting = [];
    private TimeSpan _booted;
    private TimeSpan _paused;
    private TimeSpan? _pausedAt;
    private TimeSpan _wakeAt = TimeSpan.MaxValue;
    private bool _isFrozen;
    private bool _isCatchingUp;
    private int _packetsWaiting;

    public Pod(World world, string name, Port port, PodSettings settings)
    {
        (World, Name, Port, Settings) = (world, name, port, settings);
        _booted = world.Chance.Seconds(100, 100_000);
        WallAhead = TimeSpan.FromSeconds(world.UnixSeconds) - Local;
        Application = new Application(world.Chance);
        port.Receive += Receive;
    }

    public World World { get; }

    public string Name { get; }

    public Port Port { get; }

    public PodSettings Settings { get; }

    public Application Application { get; }

    /// <summary>What outlives a speaker.</summary>
    public SpeakerMemory Memory { get; set; } = new();

    public SpeakerRun? Speaker { get; private set; }

    public RouterId Id => new(Port.V4.V4);

    /// <summary>Its monotonic clock: it stands still while the machine does.</summary>
    public TimeSpan Local => (_pausedAt ?? World.Now) - _paused + _booted;

    /// <summary>What its wall clock has more than the monotonic one.</summary>
    public TimeSpan WallAhead { get; set; }

    public long UnixSeconds => (long)(Local + WallAhead).TotalSeconds;

    /// <summary>Nothing has been done to its wall clock, or it was set right again.</summary>
    public TimeSpan ClockError => Local + WallAhead - TimeSpan.FromSeconds(World.UnixSeconds);

    /// <summary>When a speaker ends, another one is started.</summary>
    public bool IsWanted { get; set; } = true;

    public bool IsRunning => Speaker is not null && !_isFrozen;

    public void Start()
    {
        if (Speaker is null)
        {
            Note("starts");
            Speaker = new SpeakerRun(this);
            Run(Speaker.Start);
        }
    }

    /// <summary>From now on there is to be a speaker, as soon as one that is still leaving has gone.</summary>
    public void Want()
    {
        IsWanted = true;
        Start();
    }

    /// <param name="reboot">The whole machine starts anew, and so does its monotonic clock.</param>
    public void Crash(bool reboot)
    {
        Note(reboot ? "is gone with its machine" : "crashes");
        End();
        if (reboot)
        {
            Memory = new SpeakerMemory { Drained = Memory.Drained, Sequence = Memory.Sequence };
            var before = Local;
            _booted -= before - World.Chance.Seconds(5, 60);
            WallAhead += before - Local;
        }
    }

    public void Stop() => Act("stops", speaker => speaker.Stop());

    public void HandOver() => Act("hands over", speaker => speaker.HandOver());

    public void Drain(bool drained)
    {
        Memory = Memory with { Drained = drained };
        Act(drained ? "drains" : "undrains", speaker => speaker.TellGates(
            drained ? new GateEvent.DrainRequested() : new GateEvent.UndrainRequested()));
    }

    /// <summary>The speaker gets no CPU; with <paramref name="clock"/> the whole machine stands still.</summary>
    public void Freeze(bool clock)
    {
        if (!_isFrozen)
        {
            Note(clock ? "stands still, and so does its clock" : "stands still");
            _isFrozen = true;
            _pausedAt = clock ? World.Now : null;
        }
    }

    public void Thaw()
    {
        if (!_isFrozen)
        {
            return;
        }

        Note("goes on");
        _paused += World.Now - (_pausedAt ?? World.Now);
        (_isFrozen, _pausedAt, _packetsWaiting) = (false, null, 0);
        var waiting = _waiting.ToArray();
        _waiting.Clear();
        _isCatchingUp = true;
        Speaker?.Expire();
        Array.ForEach(waiting, action => action());
        _isCatchingUp = false;
        Wake();
    }

    /// <summary>The clock of the wall is set, rightly or not.</summary>
    public void SetClock(TimeSpan by)
    {
        Note($"wall clock set by {by.TotalSeconds:0} s");
        WallAhead += by;
    }

    public void LookAtLinks() => Act("looks at its links", speaker => speaker.LookAtLinks());

    public void LookAtApplication() => Act("looks at its application", speaker =>
    {
        foreach (var gate in speaker.Gates)
        {
            gate.TellListeners(Application.IsListening);
            gate.TellAddresses(Application.IsBound);
        }
    });

    public OspfLink? LinkOf(OspfVersion version) => version == OspfVersion.V3 && !Port.IsUp
        ? null
        : new OspfLink("eth0", Port.Address(version == OspfVersion.V2), version == OspfVersion.V2 ? 24 : 64,
            Port.Mtu, Port.IsUp)
        {
            Index = Port.Index,
            RouterId = Id,
            Global = version == OspfVersion.V3
                ? new IpAddress(((UInt128)0x2001_0DB8 << 96) | Port.V4.V4)
                : null,
        };

    /// <summary>Something has happened that this speaker learns of when it runs.</summary>
    public void Deliver(SpeakerRun speaker, Action what)
    {
        if (speaker != Speaker)
        {
            return;
        }

        if (_isFrozen)
        {
            _waiting.Add(() => Deliver(speaker, what));
        }
        else
        {
            Run(what);
        }
    }

    public void Ended(SpeakerRun speaker)
    {
        if (speaker == Speaker)
        {
            Note("has ended");
            End();
            if (IsWanted)
            {
                World.Time.In(TimeSpan.FromSeconds(0.2), Start);
            }
        }
    }

    public void Note(string what) => World.Note(Name, what);

    private void Act(string what, Action<SpeakerRun> how)
    {
        if (Speaker is { } speaker)
        {
            Note(what);
            Deliver(speaker, () => how(speaker));
        }
    }

    private void End()
    {
        Speaker = null;
        _waiting.Clear();
        Thaw();
    }

    private void Receive(Frame frame)
    {
        if (Speaker is not { } speaker || (_isFrozen && ++_packetsWaiting > SocketRoom))
        {
            return;
        }

        Deliver(speaker, () =>
        {
            var version = frame.Source.IsV4 ? OspfVersion.V2 : OspfVersion.V3;
            speaker.Instances.Find(instance => instance.Version == version)?.Tell(
                new OspfEvent.PacketReceived(frame.Source, frame.Destination, frame.Packet) { TimeToLive = 1 });
        });
    }

    private void Run(Action what)
    {
        what();
        Arrange();
        if (!_isCatchingUp && Speaker is { } speaker)
        {
            Guard.Turned(speaker);
        }
    }

    /// <summary>A wake at the next deadline, wherever the clock will stand then.</summary>
    private void Arrange()
    {
        if (Speaker?.Deadline is { } due)
        {
            var at = due - _booted + _paused;
            if (at < _wakeAt)
            {
                _wakeAt = at;
                World.Time.At(at, Wake);
            }
        }
    }

    private void Wake()
    {
        if (World.Now >= _wakeAt)
        {
            _wakeAt = TimeSpan.MaxValue;
        }

        if (_isFrozen || Speaker is not { } speaker)
        {
            return;
        }

        if (speaker.Deadline <= Local)
        {
            speaker.TimePassed();
            World.Guard.Deadlines.TimePassed(speaker);
        }

        Arrange();
        if (Speaker == speaker)
        {
            World.Guard.Woke(speaker);
        }
    }
}
