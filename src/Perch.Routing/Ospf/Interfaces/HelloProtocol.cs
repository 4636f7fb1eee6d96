using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>Sending and receiving Hellos (RFC 2328 9.5 and 10.5). Nothing here knows of health.</summary>
internal sealed class HelloProtocol(Leaf leaf, NeighborMachine machine)
{
    /// <summary>Hellos are 1500 bytes at most on any Ethernet: more neighbors than this do not fit one.</summary>
    private const int MaxNeighbors = 350;

    /// <summary>A router that is new to us is greeted at once, but no flood of new routers makes a flood of
    /// Hellos.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>By then a router that opens an exchange has sent its first description twice.</summary>
    private static readonly TimeSpan Patience = DescriptionProtocol.RxmtInterval;

    private readonly List<RouterId> _seeds = [];
    private TimeSpan _seedsUntil;
    private TimeSpan _lastSent = TimeSpan.MinValue;
    private TimeSpan _anewNotBefore;
    private bool _isRemembered;

    /// <summary>When the next Hello goes out.</summary>
    public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

    /// <summary>From here on Hellos are sent, if there is enough to fill one; the first names the seeds, as if they
    /// had been heard, so that a router which is there opens an exchange at once.</summary>
    public void Start(IEnumerable<RouterId> seeds)
    {
        _seeds.Clear();
        _seeds.AddRange(seeds.Where(seed => seed != leaf.Id).Distinct());
        if (leaf.Parameters is { } parameters)
        {
            _seedsUntil = leaf.Now + parameters.RouterDeadInterval;
            Due = leaf.Now;
        }
    }

    /// <summary>Takes up the adjacencies of the speaker before us, first with a Hello that names them.</summary>
    public void Resume(LinkMemory memory)
    {
        var resumed = memory.Neighbors.Select(Meet).ToList();
        Send(farewell: false);
        foreach (var neighbor in resumed)
        {
            neighbor.Priority = 1;
            neighbor.DesignatedRouter = memory.DesignatedRouter;
            neighbor.BackupDesignatedRouter = leaf.IsDesignatedRouter(neighbor) ? 0 : leaf.DesignationOf(neighbor);
            machine.Fire(neighbor, NeighborEvent.TwoWayReceived);
        }
    }

    public void Stop() => Due = TimeSpan.MaxValue;

    public bool IsSeed(RouterId id) => leaf.Now < _seedsUntil && _seeds.Contains(id);

    public void Run()
    {
        if (leaf.Now < Due)
        {
            return;
        }

        var anew = IsTakenForAnother();
        _isRemembered = false;
        Send(farewell: anew);
        if (anew)
        {
            _anewNotBefore = leaf.Now + (2 * Patience);
            Due = leaf.Now + ShortestInterval;
        }
    }

    /// <summary>A router at the other end of a wire that lists us when we first hear it, or opens no exchange, still is
    /// Full with the speaker before us; and while the type of the link is unknown, neither do we open one. A Hello that
    /// does not name it makes it begin anew (RFC 2328 10.2, 1-WayReceived). A router on a bridge that waits to be
    /// designated looks the same, and loses nothing by it.</summary>
    private bool IsTakenForAnother() => leaf.NetworkType is null && leaf.Now >= _anewNotBefore
        && (_isRemembered || leaf.Neighbors.Exists(neighbor =>
            neighbor is { State: NeighborState.TwoWay, Priority: > 0 } && leaf.Now - neighbor.Since >= Patience));

    /// <param name="farewell">Names nobody: every router that hears it ends its adjacency with us.</param>
    public void Send(bool farewell)
    {
        if (leaf.Parameters is not { } parameters)
        {
            return;
        }

        leaf.Send(leaf.AllRouters, new Hello
        {
            NetworkMask = leaf.Link.Mask,
            InterfaceId = leaf.Link.Index,
            HelloInterval = (ushort)parameters.HelloInterval.TotalSeconds,
            Options = leaf.PacketOptions,
            Priority = 0,
            RouterDeadInterval = (uint)parameters.RouterDeadInterval.TotalSeconds,
            DesignatedRouter = leaf.DesignatedRouter,
            BackupDesignatedRouter = leaf.BackupDesignatedRouter,
            Neighbors = new RouterIdList(farewell ? default : Heard()),
        });
        _lastSent = leaf.Now;
        Due = leaf.Now + parameters.SendInterval;
    }

    public void Receive(IpAddress source, PacketHeader header, Hello hello)
    {
        if (!HelloChecks.Passes(leaf, machine, source, header, hello))
        {
            return;
        }

        NetworkTypes.Learn(leaf, source, hello);
        if (leaf.Find(source, header.Router) is { } known)
        {
            Continue(known, source, hello);
        }
        else if (leaf.Neighbors.Count < MaxNeighbors || MakesRoom(hello))
        {
            _isRemembered |= hello is { Priority: > 0, DesignatedRouter: 0 } && hello.Neighbors.Contains(leaf.Id);
            Continue(Meet(source, header.Router), source, hello);
            Due = Later(leaf.Now, _lastSent < TimeSpan.Zero ? leaf.Now : _lastSent + ShortestInterval);
        }
    }

    /// <summary>Thousands of strangers must not keep the one router out that matters: it takes the place of somebody
    /// who will never be designated router, or has never heard us.</summary>
    private bool MakesRoom(Hello hello)
    {
        var stranger = hello.Priority == 0 ? null
            : leaf.Neighbors.Find(neighbor => neighbor.Priority == 0 || neighbor.State < NeighborState.TwoWay);
        if (stranger is not null)
        {
            machine.Fire(stranger, NeighborEvent.KillNbr);
        }

        return stranger is not null;
    }

    /// <summary>A router on the link that was not known: heard by its Hello, or, if it was named as a seed, by its
    /// first Database Description.</summary>
    public Neighbor Meet(IpAddress source, RouterId id)
    {
        var neighbor = new Neighbor(id, source) { FirstHeard = leaf.Now };
        leaf.Neighbors.Add(neighbor);
        _seeds.Remove(id);
        Heard(neighbor);
        machine.Fire(neighbor, NeighborEvent.HelloReceived);
        return neighbor;
    }

    private Neighbor Meet(RememberedNeighbor remembered)
    {
        var neighbor = Meet(remembered.Address, remembered.Id);
        neighbor.InterfaceId = remembered.InterfaceId;
        return neighbor;
    }

    private void Continue(Neighbor neighbor, IpAddress source, Hello hello)
    {
        Heard(neighbor);
        var declared = (neighbor.Priority, neighbor.DesignatedRouter, neighbor.BackupDesignatedRouter);
        neighbor.Address = source;
        leaf.IsChanged |= neighbor.InterfaceId != hello.InterfaceId;
        neighbor.InterfaceId = hello.InterfaceId;
        neighbor.IsGreeted = true;
        neighbor.Priority = hello.Priority;
        neighbor.DesignatedRouter = hello.DesignatedRouter;
        neighbor.BackupDesignatedRouter = hello.BackupDesignatedRouter;
        if (!hello.Neighbors.Contains(leaf.Id))
        {
            machine.Fire(neighbor, NeighborEvent.OneWayReceived);
            return;
        }

        machine.Fire(neighbor, NeighborEvent.TwoWayReceived);
        if (declared != (neighbor.Priority, neighbor.DesignatedRouter, neighbor.BackupDesignatedRouter))
        {
            machine.NeighborChange();
        }
    }

    private void Heard(Neighbor neighbor)
    {
        neighbor.InactiveAt = leaf.Now + leaf.Parameters!.RouterDeadInterval;
        machine.Fire(neighbor, NeighborEvent.HelloReceived);
    }

    private byte[] Heard()
    {
        var seeds = leaf.Now < _seedsUntil ? _seeds.Count : 0;
        var ids = new byte[(leaf.Neighbors.Count + seeds) * RouterIdList.EntrySize];
        for (var i = 0; i < leaf.Neighbors.Count + seeds; i++)
        {
            var id = i < leaf.Neighbors.Count ? leaf.Neighbors[i].Id : _seeds[i - leaf.Neighbors.Count];
            BinaryPrimitives.WriteUInt32BigEndian(ids.AsSpan(i * RouterIdList.EntrySize), id.Value);
        }

        return ids;
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
