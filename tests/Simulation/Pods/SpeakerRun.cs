using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;
using Perch.Speaker.State;

namespace Perch.Tests.Simulation.Pods;

/// <summary>One life of a speaker, from its start to its end: what <c>Speaker</c>, <c>Announcer</c>,
/// <c>OspfInterfaces</c> and <c>Departure</c> do around gates and instances, without sockets.</summary>
internal sealed class SpeakerRun
{
    /// <summary>As <c>Departure</c> has it.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(3);

    private readonly SpeakerMemory _remembered;
    private readonly List<Held> _held = [];
    private readonly Dictionary<OspfVersion, IReadOnlyList<Announcement>> _announcements = [];
    private TimeSpan? _goneAt;
    private bool _stopping;
    private bool _leaving;

    public SpeakerRun(Pod pod)
    {
        (Pod, _remembered) = (pod, pod.Memory);
        ReservedSequence = _remembered.Sequence;
        Gates = [.. GroupsOf(pod.Settings).Select(prefixes => new GateRun(this, prefixes))];
    }

    public Pod Pod { get; }

    public IReadOnlyList<GateRun> Gates { get; }

    public List<InstanceRun> Instances { get; } = [];

    public ulong ReservedSequence { get; private set; }

    public bool IsLeaving => _leaving || _stopping;

    public TimeSpan? Deadline
    {
        get
        {
            var due = _goneAt;
            foreach (var held in _held)
            {
                due = Earlier(Earlier(due, held.Until), held.Gate.Deadline);
            }

            foreach (var instance in Instances)
            {
                due = Earlier(due, instance.Deadline);
            }

            return due;
        }
    }

    public void Start()
    {
        var isHandedOver = _remembered.HandedOverAt is { } at && Pod.Local - at < Pod.Settings.Health.Lease;
        foreach (var gate in Gates)
        {
            var held = new Held(gate) { Until = isHandedOver ? Pod.Local + Pod.Settings.Health.Lease : null };
            _held.Add(held);
            gate.Decided += verdict => Decide(held, verdict);
            gate.Drained += LeaveWhenDrained;
            if (!isHandedOver)
            {
                Announce(held, Verdict.Withdrawn);
            }
        }

        foreach (var gate in Gates)
        {
            gate.TellListeners(Pod.Application.IsListening);
        }

        LookAtLinks();
        foreach (var gate in Gates)
        {
            gate.TellAddresses(Pod.Application.IsBound);
        }

        TellGates(new GateEvent.Started(_remembered.Drained));
    }

    public void TellGates(GateEvent what)
    {
        foreach (var gate in Gates)
        {
            gate.Tell(what);
        }
    }

    /// <summary>As the loop does when it wakes, before it takes what has arrived.</summary>
    public void Expire()
    {
        foreach (var gate in Gates.Where(gate => gate.Expiry <= Pod.Local))
        {
            gate.Tell(new GateEvent.TimePassed());
        }
    }

    /// <summary>As the loop does: whose time has come, the last one first.</summary>
    public void TimePassed()
    {
        if (_goneAt <= Pod.Local)
        {
            Pod.Note("gone without the last acknowledgements");
            Pod.Ended(this);
            return;
        }

        for (var i = Instances.Count - 1; i >= 0; i--)
        {
            if (Instances[i].Deadline <= Pod.Local)
            {
                Instances[i].Tell(new OspfEvent.TimePassed());
            }
        }

        foreach (var held in _held.Where(held => held.Until <= Pod.Local))
        {
            Announce(held, Verdict.Withdrawn);
        }

        foreach (var gate in Gates.Where(gate => gate.Deadline <= Pod.Local))
        {
            gate.Tell(new GateEvent.TimePassed());
        }
    }

    /// <summary>An IPv6 link-local address is there only while the interface is up.</summary>
    public void LookAtLinks()
    {
        if (_leaving)
        {
            return;
        }

        foreach (var settings in Pod.Settings.Ospf)
        {
            var link = Pod.LinkOf(settings.Version);
            var running = Instances.Find(instance => instance.Version == settings.Version);
            if (running is not null && link is null)
            {
                Instances.Remove(running);
            }
            else if (running is not null)
            {
                running.Link = link!;
            }
            else if (link is not null)
            {
                Start(settings, link);
            }
        }
    }

    public void Stop()
    {
        if (!_stopping)
        {
            _stopping = true;
            TellGates(new GateEvent.StopRequested());
        }
    }

    public void HandOver()
    {
        if (!_stopping)
        {
            _stopping = true;
            Leave(flush: false);
        }
    }

    /// <summary>To be written down before anything is sent.</summary>
    public void Reserve(ulong sequence)
    {
        if (sequence > ReservedSequence)
        {
            ReservedSequence = sequence;
            Pod.Memory = Pod.Memory with { Sequence = sequence };
        }
    }

    public void Learn(InstanceRun instance)
    {
        if (!_leaving && instance.Instance.Memory is not null)
        {
            Remember(forSuccessor: false);
        }
    }

    public void EndWhenAllHaveLeft()
    {
        if (_goneAt is not null && Instances.TrueForAll(instance => instance.HasLeft))
        {
            Pod.Ended(this);
        }
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;

    private static IEnumerable<IReadOnlyList<Perch.Model.AnycastPrefix>> GroupsOf(PodSettings settings) =>
        settings.Families is Families.Together
            ? [settings.Prefixes]
            : settings.Prefixes.GroupBy(prefix => prefix.Address.IsV4).Select(group => group.ToList());

    private void Start(OspfSettings settings, OspfLink link)
    {
        settings = settings with
        {
            ReservedSequence = ReservedSequence,
            Remembered = _remembered.Links.FirstOrDefault(known => known.IsOf(settings.Version, link))
                ?.AsOf(Pod.Local),
        };
        var instance = new InstanceRun(this, settings, link);
        Instances.Add(instance);
        instance.Tell(new OspfEvent.Started(Pod.World.Mutation.Starts(Pod.UnixSeconds)));
        if (_announcements.TryGetValue(settings.Version, out var announcements))
        {
            instance.Tell(new OspfEvent.AnnouncementsChanged(announcements));
        }
    }

    private void Decide(Held held, Verdict verdict)
    {
        if (verdict is not Verdict.Withdrawn || held.Until is null)
        {
            Announce(held, verdict);
        }
    }

    private void Announce(Held held, Verdict verdict)
    {
        held.Until = null;
        if (_leaving)
        {
            return;
        }

        var metric = verdict is Verdict.Depreferred ? PodSettings.LargestMetric : PodSettings.Metric;
        foreach (var family in held.Gate.Prefixes.GroupBy(prefix => prefix.Address.IsV4))
        {
            var version = family.Key ? OspfVersion.V2 : OspfVersion.V3;
            _announcements[version] = verdict is Verdict.Withdrawn
                ? []
                : [.. family.Select(prefix => new Announcement(prefix, metric, 0))];
            foreach (var instance in Instances.Where(instance => instance.Version == version).ToList())
            {
                instance.Tell(new OspfEvent.AnnouncementsChanged(_announcements[version]));
            }
        }
    }

    private void LeaveWhenDrained()
    {
        if (Gates.All(gate => gate.IsDrained))
        {
            Leave(flush: true);
        }
    }

    private void Leave(bool flush)
    {
        if (!_stopping || _goneAt is not null)
        {
            return;
        }

        Remember(forSuccessor: !flush);
        _goneAt = Pod.Local + FlushLimit;
        _leaving = true;
        foreach (var instance in Instances.ToList())
        {
            instance.Tell(new OspfEvent.Leaving(flush));
        }

        EndWhenAllHaveLeft();
    }

    private void Remember(bool forSuccessor) => Pod.Memory = Pod.Memory with
    {
        Links = [.. Instances.Where(instance => instance.Instance.Memory is not null).Select(instance =>
            RememberedLink.From(instance.Instance.Memory!, instance.Version, instance.Link, Pod.Local))],
        HandedOverAt = forSuccessor ? Pod.Local : null,
    };

    /// <summary>What a gate says, and how long what an earlier speaker left is let be.</summary>
    private sealed class Held(GateRun gate)
    {
        public GateRun Gate => gate;

        public TimeSpan? Until { get; set; }
    }
}
