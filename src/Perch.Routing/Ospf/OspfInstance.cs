using Perch.Model.Status;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>
/// One announce-only OSPF router (RFC 2328, RFC 5340) on one interface, in leaf mode: it keeps its own LSAs, and
/// of others those that tell who else announces its addresses.
/// Pure: an event and the time go in, effects come out.
/// </summary>
public sealed class OspfInstance
{
    /// <summary>How long a flush may take. A router that has not acknowledged by then is not there.</summary>
    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(3);

    private readonly Leaf _leaf;
    private readonly OwnLsas _own;
    private readonly ForeignLsas _foreign;
    private readonly NeighborMachine _machine;
    private readonly HelloProtocol _hellos;
    private readonly Reception _reception;
    private readonly Watch _watch;
    private readonly KeyWatch _keys;
    private IReadOnlyList<Announcement> _announcements = [];
    private TimeSpan _undecidedUntil = TimeSpan.MaxValue;
    private TimeSpan _leaveAt = TimeSpan.MaxValue;
    private bool _left;

    public OspfInstance(OspfSettings settings, OspfLink link, Random random)
    {
        _leaf = new Leaf(settings, link, random);
        _own = new OwnLsas(_leaf);
        _foreign = new ForeignLsas(settings.Prefixes);
        _machine = new NeighborMachine(_leaf, _own, _foreign);
        _hellos = new HelloProtocol(_leaf, _machine);
        _reception = new Reception(_leaf, _hellos, _machine, new UpdateProtocol(_leaf, _own, _machine));
        _watch = new Watch(_leaf, _own);
        _keys = new KeyWatch(_leaf);
    }

    /// <summary>When <see cref="OspfEvent.TimePassed"/> is due; null when nothing waits for time.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>How far the last announcements have come; null while they have not been sent, or there are
    /// none.</summary>
    public Delivery? Delivery => _own.DeliveryOf(_announcements);

    /// <summary>What a successor should be told; null while no router is Full with us.</summary>
    public LinkMemory? Memory { get; private set; }

    /// <summary>No packet was sealed with a sequence number above this one: to be kept for every speaker to come,
    /// whatever becomes of the machine's clock. Changes about once an hour; zero without keys.</summary>
    public ulong ReservedSequence => _leaf.Authenticator.Reserved;

    /// <summary>Takes one event at a monotonic time and adds to <paramref name="effects"/> what is to be
    /// done.</summary>
    public void Handle(OspfEvent what, TimeSpan now, ICollection<OspfEffect> effects)
    {
        if (_left)
        {
            return;
        }

        _leaf.Now = now;
        _leaf.Outbox.Open(effects, now);
        Take(what);
        if (!_left)
        {
            Run();
        }

        Deadline = _left ? null : NextDeadline();
    }

    /// <summary>Who else announces each of <see cref="OspfSettings.Prefixes"/>.</summary>
    /// <param name="siblings">Router ids of this speaker's other interfaces: what they announce is ours too.</param>
    public IReadOnlyList<Elsewhere> LookElsewhere(TimeSpan now, IReadOnlySet<string> siblings) =>
        Elsewhere.Of(_leaf, _foreign, now, siblings);

    /// <summary>Through which metrics, in ascending order, an announcement that leaves or comes back has to go so that
    /// no two routers send to each other meanwhile; null when it is not known who else announces our addresses.
    /// </summary>
    /// <param name="metric">The usual one.</param>
    /// <param name="siblings">As for <see cref="LookElsewhere"/>.</param>
    public IReadOnlyList<uint>? MetricSteps(uint metric, TimeSpan now, IReadOnlySet<string> siblings) =>
        Database.MetricSteps.Of(_leaf, _foreign, LookElsewhere(now, siblings), metric, now);

    public OspfStatus Status(TimeSpan now) => StatusView.Of(_leaf, _own, _watch, _announcements, now);

    private void Take(OspfEvent what)
    {
        switch (what)
        {
            case OspfEvent.Started started:
                Start(started.UnixSeconds);
                break;
            case OspfEvent.ClockSet set:
                _leaf.UnixSeconds = set.UnixSeconds;
                _keys.Wake();
                break;
            case OspfEvent.PacketReceived packet when _leaf.Link.Up:
                _reception.Receive(packet);
                break;
            case OspfEvent.LinkChanged changed:
                Change(changed.Link);
                break;
            case OspfEvent.AnnouncementsChanged changed:
                Decide(changed.Announcements);
                break;
            case OspfEvent.Leaving leaving:
                Leave(leaving.Flush);
                break;
        }
    }

    private void Start(long unixSeconds)
    {
        _own.Before = new SequenceNumber(SequenceNumber.FromWallClock(unixSeconds).Value - 1);
        var settings = _leaf.Settings;
        _leaf.UnixSeconds = unixSeconds;
        _leaf.Authenticator = new Authenticator(
            settings.Keyring,
            new SequenceCounter(settings.ReservedSequence, unixSeconds),
            (Derivation?)settings.Remembered?.Derivation);
        _keys.Wake();
        _leaf.Parameters = LinkParameters.BeforeTheFirstHello(settings);
        _leaf.NetworkType = settings.NetworkType ?? settings.Remembered?.NetworkType;
        _undecidedUntil = _leaf.Now + (_leaf.Parameters?.RouterDeadInterval ?? Leaf.UsualDeadInterval);
        _leaf.IsChanged = true;
        if (_leaf.Link.Up)
        {
            _hellos.Start(settings.SeededNeighbors);
            Resume(settings.Remembered);
        }
    }

    /// <summary>To the routers that the speaker before us was Full with, we still are: they have to be told that the
    /// exchange begins anew, and will not open it themselves.</summary>
    private void Resume(LinkMemory? memory)
    {
        if (memory?.Neighbors.Count > 0)
        {
            _leaf.DesignatedRouter = memory.DesignatedRouter;
            _hellos.Resume(memory);
        }
    }

    /// <summary>The address is who we are to the routers on the link: with another one everything begins
    /// anew.</summary>
    private void Change(OspfLink link)
    {
        var before = _leaf.Link;
        var renumbered = (link.Address, link.PrefixLength, link.RouterId, link.Index)
            != (before.Address, before.PrefixLength, before.RouterId, before.Index);
        if (renumbered || link.Up != before.Up)
        {
            _machine.EndAll(NeighborEvent.LlDown);
            _leaf.Link = link;
            _leaf.AreaChanged |= renumbered;
            _hellos.Stop();
        }

        _leaf.Link = link;
        _leaf.IsChanged = true;
        if (link.Up && (renumbered || !before.Up))
        {
            _hellos.Start([]);
        }
        else if (link.Mtu != before.Mtu)
        {
            _machine.Descriptions.BeginAnew();
        }
    }

    private void Decide(IReadOnlyList<Announcement> announcements)
    {
        _announcements = announcements;
        _own.IsUndecided = false;
        _undecidedUntil = TimeSpan.MaxValue;
        _leaf.IsChanged = true;
    }

    private void Leave(bool flush)
    {
        if (flush)
        {
            _leaveAt = _leaf.Now + LeavingTime;
            _own.IsLeaving = true;
            _own.IsUndecided = false;
            _own.Want([]);
        }
        else
        {
            End();
        }
    }

    private void Run()
    {
        _keys.Run();
        _machine.Run();
        _hellos.Run();
        if (_leaf.Now >= _undecidedUntil)
        {
            Decide([]);
        }

        if (_leaf.AreaChanged)
        {
            _own.Clear();
            _leaf.AreaChanged = false;
        }

        if (_leaf.IsChanged)
        {
            Remember();
            Want();
            _watch.Wake();
            _leaf.IsChanged = false;
        }

        _own.Run();
        _watch.Run();
        _leaf.Complaints.Run(_leaf.Now, _leaf.Outbox);
        if (_own.IsLeaving && (_own.IsGone || !_leaf.AnybodyIsFull || _leaf.Now >= _leaveAt))
        {
            _hellos.Send(farewell: true);
            End();
        }
    }

    /// <summary>A router-LSA of the speaker before us may carry prefixes as stub links: it stays until it is known
    /// which are to be announced.</summary>
    private void Want()
    {
        if (_leaf.Parameters is null || _own.IsLeaving)
        {
            return;
        }

        var router = _own.Find(WantedLsas.RouterKey(_leaf));
        var waits = _own.IsUndecided && router is { InArea: true, Instance: null };
        _own.Want(waits ? [] : WantedLsas.Of(_leaf, _announcements));
    }

    private void Remember()
    {
        var known = Known();
        Memory = known is not null && Memory is not null && known.IsSameAs(Memory) ? Memory : known;
    }

    private LinkMemory? Known() => _leaf is { AnybodyIsFull: true, Parameters: { } known, NetworkType: { } type }
        ? new LinkMemory(
            known.Area,
            known.AreaType,
            type,
            known.HelloInterval,
            known.RouterDeadInterval,
            _leaf.DesignatedRouter,
            [.. _leaf.Neighbors.Where(neighbor => neighbor.IsFull).Select(Remember)])
        {
            Derivation = (int?)_leaf.Authenticator.Spoken,
        }
        : null;

    private static RememberedNeighbor Remember(Neighbor neighbor) =>
        new(neighbor.Id, neighbor.Address, neighbor.InterfaceId);

    private void End()
    {
        _left = true;
        _leaf.Outbox.Leave();
    }

    private TimeSpan? NextDeadline()
    {
        ReadOnlySpan<TimeSpan> all =
        [
            _machine.Due, _hellos.Due, _own.Due, _watch.Due, _keys.Due, _leaf.Complaints.Due, _undecidedUntil, _leaveAt,
        ];
        var due = TimeSpan.MaxValue;
        foreach (var one in all)
        {
            due = one < due ? one : due;
        }

        return due == TimeSpan.MaxValue ? null : due;
    }
}
