using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>The data structures of a leaf router (RFC 2328 5, 9, 10, RFC 5340 3): one interface and its neighbors.
/// What it originates is in <see cref="Origination.OwnLsas"/>.</summary>
internal sealed class Leaf(OspfSettings settings, OspfLink link, Random random)
{
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;

    /// <summary>BIRD's and FRR's default, for as long as the link's own is not known.</summary>
    public static readonly TimeSpan UsualDeadInterval = TimeSpan.FromSeconds(40);

    private long _unixSecondsAtZero;

    public OspfSettings Settings { get; } = settings;

    public OspfVersion Version { get; } = settings.Version;

    public Random Random { get; } = random;

    public Outbox Outbox { get; } = new();

    public Complaints Complaints { get; } = new();

    public OspfLink Link { get; set; } = link;

    /// <summary>The time of the event that is being handled.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>The wall clock: key lifetimes are written in its time, and sequence numbers follow it.</summary>
    public long UnixSeconds
    {
        get => UnixSecondsAt(Now);
        set => _unixSecondsAtZero = value - (long)Now.TotalSeconds;
    }

    public long UnixSecondsAt(TimeSpan time) => _unixSecondsAtZero + (long)time.TotalSeconds;

    public Authenticator Authenticator { get; set; } =
        new(settings.Keyring, new SequenceCounter(settings.ReservedSequence, 0));

    /// <summary>Null until configured, remembered or learnt: the instance only listens.</summary>
    public LinkParameters? Parameters { get; set; }

    /// <summary>Null until configured, remembered or seen (<see cref="NetworkTypes"/>).</summary>
    public NetworkType? NetworkType { get; set; }

    /// <summary>The designated router as Hellos name it: its interface address in OSPFv2, its router id in OSPFv3; zero
    /// while there is none.</summary>
    public uint DesignatedRouter { get; set; }

    public uint BackupDesignatedRouter { get; set; }

    /// <summary>The link has turned out to be in another area, or in one of another type: what was originated into the
    /// first means nothing in the second, whose routers may not even acknowledge that it is flushed.</summary>
    public bool AreaChanged { get; set; }

    /// <summary>Something has changed that may change our LSAs, or what there is to say.</summary>
    public bool IsChanged { get; set; }

    public List<Neighbor> Neighbors { get; } = [];

    /// <summary>Another host whose bridge has this link's subnet, while <see cref="ReasonKind.TwoHosts"/> is
    /// open.</summary>
    public RouterId? SubnetTwin { get; set; }

    public bool AnybodyIsFull
    {
        get
        {
            foreach (var neighbor in Neighbors)
            {
                if (neighbor.IsFull)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Of our Hellos and Database Descriptions. Bit R of OSPFv3 is clear: we forward nothing.</summary>
    public Options PacketOptions => (Version == OspfVersion.V2 ? Options.None : Options.V6)
        | (Parameters?.Options ?? Options.None);

    public RouterId Id => Settings.RouterId
        ?? (Link.RouterId == RouterId.None ? new RouterId(Link.Address.V4) : Link.RouterId);

    public bool IsPointToPoint => NetworkType == Model.Config.NetworkType.PointToPoint;

    /// <summary>A neighbor may change its address and stay who it is.</summary>
    public bool IsKnownById => IsPointToPoint || Version == OspfVersion.V3;

    public bool IsBroadcast => NetworkType == Model.Config.NetworkType.Broadcast;

    /// <summary>Where a DROther floods and acknowledges (RFC 2328 13.3 and 13.5).</summary>
    public IpAddress FloodDestination => IsPointToPoint ? AllRouters : Multicast.AllDesignatedRouters(Version);

    public IpAddress AllRouters => Multicast.AllRouters(Version);

    /// <summary>Bytes of the IP header, the OSPF header and the digest, which an MTU must hold besides.</summary>
    public int Overhead => (Version == OspfVersion.V2 ? Ipv4Header : Ipv6Header) + PacketHeader.SizeIn(Version)
        + (Settings.Keyring?.Overhead ?? 0);

    /// <summary>What Hellos call a router when it is designated router.</summary>
    public uint DesignationOf(Neighbor neighbor) =>
        Version == OspfVersion.V2 ? neighbor.Address.V4 : neighbor.Id.Value;

    public bool IsDesignatedRouter(Neighbor neighbor) =>
        DesignatedRouter != 0 && DesignationOf(neighbor) == DesignatedRouter;

    public bool IsBackupDesignatedRouter(Neighbor neighbor) =>
        BackupDesignatedRouter != 0 && DesignationOf(neighbor) == BackupDesignatedRouter;

    /// <summary>RFC 2328 10.4: with everybody at the end of a point-to-point link, else with the designated routers
    /// alone. While the type of the link is unknown, with nobody.</summary>
    public bool WantsAdjacency(Neighbor neighbor) => IsPointToPoint
        || (IsBroadcast && (IsDesignatedRouter(neighbor) || IsBackupDesignatedRouter(neighbor)));

    /// <summary>By address on a broadcast link of OSPFv2, else by router id (RFC 2328 8.2, RFC 5340 4.2.2).</summary>
    public Neighbor? Find(IpAddress address, RouterId id)
    {
        foreach (var neighbor in Neighbors)
        {
            if (neighbor.Id == id && (IsKnownById || neighbor.Address == address))
            {
                return neighbor;
            }
        }

        return null;
    }

    /// <summary>Something is wrong, and stays so for a dead interval unless it is said again.</summary>
    public void Complain(ReasonKind kind, UInt128 about, string sentence) =>
        Complaints.Raise(kind, about, sentence, Now + (Parameters?.RouterDeadInterval ?? UsualDeadInterval), Outbox);

    /// <summary>Unicast to a neighbor, or to both ends of a point-to-point link (RFC 2328 8.1).</summary>
    public void SendTo<TMessage>(Neighbor neighbor, TMessage message)
        where TMessage : IMessage, allows ref struct =>
        Send(DestinationOf(neighbor), message);

    public IpAddress DestinationOf(Neighbor neighbor) => IsPointToPoint ? AllRouters : neighbor.Address;

    public void Send<TMessage>(IpAddress destination, TMessage message)
        where TMessage : IMessage, allows ref struct =>
        Send(destination, Wrap(message));

    /// <summary>The last that is done to a packet: what depends on this moment and on where it goes.</summary>
    /// <param name="packet">From <see cref="Wrap"/>; may be sent again.</param>
    public void Send(IpAddress destination, byte[] packet)
    {
        PacketChecksum.Write(Version, packet, Link.Address, destination);
        Outbox.Send(destination, Authenticator.Seal(packet, Link.Address, UnixSeconds));
    }

    public byte[] Wrap<TMessage>(TMessage message)
        where TMessage : IMessage, allows ref struct
    {
        var header = new PacketHeader(TMessage.Type, Id, Parameters?.Area ?? AreaId.Backbone)
        {
            InstanceId = Settings.InstanceId,
        };
        return PacketHeader.Wrap(Version, header, message);
    }
}
