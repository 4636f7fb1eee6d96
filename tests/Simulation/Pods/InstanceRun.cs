using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Simulation.Network;

namespace Perch.Tests.Simulation.Pods;

/// <summary>One OSPF instance at work, as the speaker's <c>OspfInterface</c> works it.</summary>
internal sealed class InstanceRun
{
    private readonly List<OspfEffect> _effects = [];
    private ulong _reserved;
    private LinkMemory? _memory;
    private TimeSpan _wallClock;
    private OspfLink _link;

    public InstanceRun(SpeakerRun speaker, OspfSettings settings, OspfLink link)
    {
        (Speaker, Settings, _link) = (speaker, settings, link);
        _wallClock = Pod.WallAhead;
        Instance = new OspfInstance(settings, link, Pod.World.Chance.Branch());
    }

    public SpeakerRun Speaker { get; }

    public Pod Pod => Speaker.Pod;

    /// <summary>What the clock gave it to begin with.</summary>
    public SequenceNumber FirstNumber { get; private set; }

    public OspfSettings Settings { get; }

    public OspfInstance Instance { get; }

    public OspfVersion Version => Settings.Version;

    public bool HasLeft { get; private set; }

    public TimeSpan? Deadline => HasLeft ? null : Pod.World.Mutation.Waits(this, Instance.Deadline);

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

    public void Tell(OspfEvent what)
    {
        var now = Pod.Local;
        if ((Pod.WallAhead - _wallClock).Duration() >= TimeSpan.FromSeconds(2))
        {
            _wallClock = Pod.WallAhead;
            Instance.Handle(new OspfEvent.ClockSet(Pod.UnixSeconds), now, _effects);
        }

        if (what is OspfEvent.Started)
        {
            FirstNumber = SequenceNumber.FromWallClock(Pod.UnixSeconds);
        }

        if (Pod.World.Mutation.Hears(this, what) is { } heard)
        {
            Instance.Handle(heard, now, _effects);
            Pod.World.Mutation.Handled(this);
        }

        if (Instance.ReservedSequence != _reserved)
        {
            _reserved = Instance.ReservedSequence;
            Speaker.Reserve(_reserved);
        }

        Pod.World.Guard.Handled(this, what, _effects);
        OspfEffect[] effects = [.. _effects];
        _effects.Clear();
        Array.ForEach(effects, Do);
        if (!ReferenceEquals(Instance.Memory, _memory))
        {
            _memory = Instance.Memory;
            Speaker.Learn(this);
        }
    }

    private void Do(OspfEffect effect)
    {
        switch (effect)
        {
            case OspfEffect.Send send when Pod.World.Mutation.Sends(this, send) is { } sent:
                Pod.World.Guard.Sent(this, sent);
                Pod.Port.Wire.Send(Pod.Port, new Frame(_link.Address, sent.Destination, sent.Packet));
                break;
            case OspfEffect.Say say:
                Pod.Note(say.Sentence);
                break;
            case OspfEffect.Left:
                Pod.Note($"OSPFv{(int)Version} has left");
                HasLeft = true;
                Speaker.EndWhenAllHaveLeft();
                break;
        }
    }
}
