using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>The data structures of a leaf router (RFC 2328 5, 9, 10): one interface and its neighbors. What it
/// originates is in <see cref="Origination.OwnLsas"/>.</summary>
internal sealed class Leaf(OspfSettings settings, OspfLink link, Random random)
{
    /// <summary>AllSPFRouters, 224.0.0.5 (RFC 2328 A.1).</summary>
    public const uint AllRouters = 0xE000_0005;

    /// <summary>AllDRouters, 224.0.0.6 (RFC 2328 A.1).</summary>
    public const uint AllDesignatedRouters = 0xE000_0006;

    /// <summary>BIRD's and FRR's default, for as long as the link's own is not known.</summary>
    public static readonly TimeSpan UsualDeadInterval = TimeSpan.FromSeconds(40);

    public OspfSettings Settings { get; } = settings;

    public Random Random { get; } = random;

    public Outbox Outbox { get; } = new();

    public Complaints Complaints { get; } = new();

    public OspfLink Link { get; set; } = link;

    /// <summary>The time of the event that is being handled.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>Null until configured, remembered or learnt: the instance only listens.</summary>
    public LinkParameters? Parameters { get; set; }

    /// <summary>Null until configured, remembered or seen (<see cref="NetworkTypes"/>).</summary>
    public NetworkType? NetworkType { get; set; }

    /// <summary>Interface address of the designated router; zero while there is none.</summary>
    public uint DesignatedRouter { get; set; }

    public uint BackupDesignatedRouter { get; set; }

    /// <summary>The link has turned out to be in another area: what was originated into the first means nothing in the
    /// second.</summary>
    public bool AreaChanged { get; set; }

    /// <summary>Something has changed that may change our LSAs, or what there is to say.</summary>
    public bool IsChanged { get; set; }

    public List<Neighbor> Neighbors { get; } = [];

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

    public RouterId Id => Settings.RouterId ?? new RouterId(Link.Address);

    public bool IsPointToPoint => NetworkType == Model.Config.NetworkType.PointToPoint;

    public bool IsBroadcast => NetworkType == Model.Config.NetworkType.Broadcast;

    /// <summary>Where a DROther floods and acknowledges (RFC 2328 13.3 and 13.5).</summary>
    public uint FloodDestination => IsPointToPoint ? AllRouters : AllDesignatedRouters;

    /// <summary>RFC 2328 10.4: with everybody at the end of a point-to-point link, else with the designated routers
    /// alone. While the type of the link is unknown, with nobody.</summary>
    public bool WantsAdjacency(Neighbor neighbor) => IsPointToPoint
        || (IsBroadcast && (neighbor.Address == DesignatedRouter || neighbor.Address == BackupDesignatedRouter));

    /// <summary>By address on a broadcast link, by router id at the end of a point-to-point link (RFC 2328
    /// 8.2).</summary>
    public Neighbor? Find(uint address, RouterId id)
    {
        foreach (var neighbor in Neighbors)
        {
            if (neighbor.Id == id && (IsPointToPoint || neighbor.Address == address))
            {
                return neighbor;
            }
        }

        return null;
    }

    /// <summary>Something is wrong, and stays so for a dead interval unless it is said again.</summary>
    public void Complain(ReasonKind kind, uint about, string sentence) =>
        Complaints.Raise(kind, about, sentence, Now + (Parameters?.RouterDeadInterval ?? UsualDeadInterval), Outbox);

    /// <summary>Unicast to a neighbor, or to both ends of a point-to-point link (RFC 2328 8.1).</summary>
    public void SendTo<TMessage>(Neighbor neighbor, TMessage message)
        where TMessage : IMessage, allows ref struct =>
        Send(IsPointToPoint ? AllRouters : neighbor.Address, message);

    public void Send<TMessage>(uint destination, TMessage message)
        where TMessage : IMessage, allows ref struct =>
        Outbox.Send(destination, Wrap(message));

    public byte[] Wrap<TMessage>(TMessage message)
        where TMessage : IMessage, allows ref struct =>
        PacketHeader.Wrap(Id, Parameters?.Area ?? AreaId.Backbone, message);
}
