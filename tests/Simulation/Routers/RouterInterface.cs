using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Network;

namespace Perch.Tests.Simulation.Routers;

/// <summary>A router's interface to one wire (RFC 2328 9): Hellos, and who is designated router.</summary>
internal sealed class RouterInterface
{
    private readonly Adjacency _adjacency;
    private TimeSpan _helloAt;
    private TimeSpan _waitsUntil;

    public RouterInterface(Router router, Port port, byte priority)
    {
        (Router, Port, Priority) = (router, port, priority);
        _adjacency = new Adjacency(this);
        port.Receive += Receive;
        port.IsDesignatable = true;
    }

    public Router Router { get; }

    public Port Port { get; }

    public byte Priority { get; }

    /// <summary>Of scope link.</summary>
    public Database Database { get; } = new();

    public List<RouterNeighbor> Neighbors { get; } = [];

    /// <summary>Acknowledgements that are being collected.</summary>
    public List<byte> Delayed { get; } = [];

    public TimeSpan DelayedUntil { get; set; } = TimeSpan.MaxValue;

    public uint DesignatedRouter { get; set; }

    public uint BackupDesignatedRouter { get; set; }

    public bool IsPointToPoint => Port.Wire.IsPointToPoint;

    public IpAddress Address => Port.Address(Router.Version == OspfVersion.V2);

    public uint OwnName => Router.Version == OspfVersion.V2 ? Address.V4 : Router.Id.Value;

    public bool IsDesignated => DesignatedRouter == OwnName;

    public bool IsBackup => BackupDesignatedRouter == OwnName;

    private bool IsWaiting => Router.Now < _waitsUntil;

    /// <summary>What Hellos call a router when it is designated router.</summary>
    public uint NameOf(RouterNeighbor neighbor) =>
        Router.Version == OspfVersion.V2 ? neighbor.Address.V4 : neighbor.Id.Value;

    public bool WantsAdjacency(RouterNeighbor neighbor) => IsPointToPoint || IsDesignated || IsBackup
        || NameOf(neighbor) == DesignatedRouter || NameOf(neighbor) == BackupDesignatedRouter;

    public void Start()
    {
        Stop();
        _waitsUntil = IsPointToPoint ? TimeSpan.Zero : Router.Now + Router.Settings.Dead;
        _helloAt = Router.Now;
    }

    public void Stop()
    {
        Neighbors.Clear();
        Database.Clear();
        Delayed.Clear();
        DelayedUntil = TimeSpan.MaxValue;
        DesignatedRouter = BackupDesignatedRouter = 0;
    }

    public void Tick()
    {
        var now = Router.Now;
        if (!IsPointToPoint && now >= _waitsUntil && DesignatedRouter == 0)
        {
            NeighborChange();
        }

        if (now >= _helloAt)
        {
            _helloAt = now + Router.Settings.Hello;
            SendHello();
        }

        foreach (var neighbor in Neighbors.ToArray())
        {
            if (now >= neighbor.InactiveAt)
            {
                Lose(neighbor);
            }
            else
            {
                _adjacency.Tick(neighbor);
                Router.Flooding.Retransmit(this, neighbor);
            }
        }

        if (now >= DelayedUntil)
        {
            Router.Flooding.SendDelayed(this);
        }
    }

    public void Send<TMessage>(IpAddress destination, TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var header = new PacketHeader(TMessage.Type, Router.Id, Router.Settings.Area);
        var packet = PacketHeader.Wrap(Router.Version, header, message);
        PacketChecksum.Write(Router.Version, packet, Address, destination);
        var sealedPacket = Router.Authenticator.Seal(packet, Address, Router.World.UnixSeconds);
        Port.Wire.Send(Port, new Frame(Address, destination, sealedPacket));
    }

    public void SendTo<TMessage>(RouterNeighbor neighbor, TMessage message)
        where TMessage : IMessage, allows ref struct =>
        Send(IsPointToPoint ? Multicast.AllRouters(Router.Version) : neighbor.Address, message);

    public void NeighborChange()
    {
        if (IsPointToPoint || IsWaiting || !Election.Hold(this))
        {
            return;
        }

        Router.Note($"{Port.Name}: designated router {DottedQuad.Format(DesignatedRouter)}, "
            + $"backup {DottedQuad.Format(BackupDesignatedRouter)}");
        Router.Changed = true;
        foreach (var neighbor in Neighbors)
        {
            _adjacency.Reconsider(neighbor);
        }
    }

    public void Fail(RouterNeighbor neighbor, string why)
    {
        Router.Note($"begins anew with {neighbor.Id}: {why}");
        _adjacency.Open(neighbor);
    }

    private void Lose(RouterNeighbor neighbor)
    {
        Router.Note($"{neighbor.Id} is dead");
        Neighbors.Remove(neighbor);
        NeighborChange();
    }

    private void SendHello()
    {
        var ids = new byte[Neighbors.Count * RouterIdList.EntrySize];
        for (var i = 0; i < Neighbors.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(ids.AsSpan(i * RouterIdList.EntrySize), Neighbors[i].Id.Value);
        }

        Send(Multicast.AllRouters(Router.Version), new Hello
        {
            NetworkMask = 0xFFFF_FF00,
            InterfaceId = Port.Index,
            HelloInterval = (ushort)Router.Settings.Hello.TotalSeconds,
            Options = Router.Options,
            Priority = Priority,
            RouterDeadInterval = (uint)Router.Settings.Dead.TotalSeconds,
            DesignatedRouter = DesignatedRouter,
            BackupDesignatedRouter = BackupDesignatedRouter,
            Neighbors = new RouterIdList(ids),
        });
    }

    private void Receive(Frame frame)
    {
        if (!Router.IsRunning || frame.Source.IsV4 != (Router.Version == OspfVersion.V2) || !IsForUs(frame.Destination))
        {
            return;
        }

        var packet = frame.Packet.Span;
        Law.Holds(
            PacketHeader.TryDecode(Router.Version, packet, out var header, out var body, out var error),
            "packets", $"{Router.Name} got {error} from {frame.Source}");

        var neighbor = Find(frame.Source, header.Router);
        var guard = neighbor?.Guard ?? new ReplayGuard();
        var fault = Router.Authenticator.Open(packet, frame.Source, Router.World.UnixSeconds, guard);
        if (fault.Kind != FaultKind.None)
        {
            Router.Note($"{header.Type} of {header.Router} not believed: {fault.Kind}");
            return;
        }

        var length = PacketHeader.SizeIn(Router.Version) + body.Length;
        if (fault.HasChecksum)
        {
            error = PacketChecksum.Check(Router.Version, packet[..length], frame.Source, frame.Destination);
            Law.Holds(error.Fault == DecodeFault.None, "packets", $"{Router.Name}: {error}");
        }

        Take(frame, header, body);
        Find(frame.Source, header.Router)?.Guard = guard;
    }

    private void Take(Frame frame, PacketHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Area != Router.Settings.Area || header.Router == Router.Id)
        {
            return;
        }

        if (header.Type == PacketType.Hello)
        {
            Law.Holds(
                Hello.TryDecode(Router.Version, body, out var hello, out var error), "packets", $"{error}");
            HearHello(frame.Source, header.Router, hello);
        }
        else if (Find(frame.Source, header.Router) is { } neighbor)
        {
            _adjacency.Receive(neighbor, header.Type, body);
        }
    }

    private void HearHello(IpAddress source, RouterId from, Hello hello)
    {
        var settings = Router.Settings;
        var agrees = hello.HelloInterval == settings.Hello.TotalSeconds
            && hello.RouterDeadInterval == settings.Dead.TotalSeconds
            && (hello.Options & AreaBits) == (Router.Options & AreaBits)
            && (IsPointToPoint || Router.Version == OspfVersion.V3 || hello.NetworkMask == 0xFFFF_FF00);
        if (!agrees)
        {
            Router.Note($"Hello of {from} does not agree");
            return;
        }

        var neighbor = Find(source, from);
        if (neighbor is null)
        {
            neighbor = new RouterNeighbor(from, source, (uint)Router.Random.Next());
            Neighbors.Add(neighbor);
        }

        var declared = (neighbor.Priority, neighbor.DesignatedRouter, neighbor.BackupDesignatedRouter);
        neighbor.InactiveAt = Router.Now + settings.Dead;
        (neighbor.Address, neighbor.InterfaceId, neighbor.Priority) = (source, hello.InterfaceId, hello.Priority);
        (neighbor.DesignatedRouter, neighbor.BackupDesignatedRouter) =
            (hello.DesignatedRouter, hello.BackupDesignatedRouter);
        var changed = _adjacency.Greet(neighbor, hello.Neighbors.Contains(Router.Id));
        changed |= declared != (neighbor.Priority, neighbor.DesignatedRouter, neighbor.BackupDesignatedRouter);
        if (IsWaiting && neighbor.IsAtLeast(State.TwoWay) && IsBackupSeen(neighbor))
        {
            _waitsUntil = Router.Now;
            changed = true;
        }

        if (changed)
        {
            NeighborChange();
        }
    }

    /// <summary>RFC 2328 9.2: there is a backup, or a designated router without one, and no need to wait.</summary>
    private bool IsBackupSeen(RouterNeighbor neighbor) =>
        neighbor.BackupDesignatedRouter == NameOf(neighbor)
        || (neighbor.DesignatedRouter == NameOf(neighbor) && neighbor.BackupDesignatedRouter == 0);

    private RouterNeighbor? Find(IpAddress source, RouterId id) => Neighbors.Find(neighbor =>
        neighbor.Id == id && (IsPointToPoint || Router.Version == OspfVersion.V3 || neighbor.Address == source));

    private bool IsForUs(IpAddress destination) => destination == Address
        || destination == Multicast.AllRouters(Router.Version)
        || (destination == Multicast.AllDesignatedRouters(Router.Version) && (IsDesignated || IsBackup));

    private const Options AreaBits = Options.External | Options.Nssa;
}
