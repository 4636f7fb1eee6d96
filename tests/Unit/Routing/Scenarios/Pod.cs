using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Scenarios;

/// <summary>The usual cast: a leaf at 172.18.3.54 and a host at 172.18.3.1 on one bridge.</summary>
internal static class Pod
{
    public static readonly uint Address = ModelRouter.Quad("172.18.3.54");

    public static readonly RouterId Id = new(Address);

    public static readonly LsaKey External = new(LsType.AsExternal, Simulation.Prefix.Address.V4, Id);

    public static readonly LsaKey Router = new(LsType.Router, Address, Id);

    public static readonly LsaKey Nssa = new(LsType.Nssa, Simulation.Prefix.Address.V4, Id);

    /// <summary>Its router id is the higher one: it is master of the exchange.</summary>
    public static ModelRouter Host() => new("192.0.2.1", "172.18.3.1");

    /// <summary>Its router id is the lower one: we are master.</summary>
    public static ModelRouter LowHost() => new("10.0.0.1", "172.18.3.1");

    /// <summary>Full, with one prefix announced and acknowledged, all quiet.</summary>
    public static Simulation Announced(ModelRouter host, OspfSettings? settings = null)
    {
        var link = new Simulation(settings, null, host).Start(announcements: Simulation.Announce()).Run(5);
        Assert.True(link.IsFull);
        Assert.True(link.Leaf.Status(link.Now).Announcements[0].Acknowledged);
        return link;
    }

    public static void Announce(this Simulation link, params Announcement[] announcements) =>
        link.Handle(new OspfEvent.AnnouncementsChanged(announcements));

    /// <summary>Updates of the leaf that carry this LSA, with the instance in each.</summary>
    public static List<(TimeSpan At, uint To, LsaHeader Lsa)> Floods(
        this Simulation link, LsaKey key, TimeSpan since) =>
    [
        .. from packet in link.SentSince(since, PacketType.LinkStateUpdate)
           from lsa in packet.Lsas
           where lsa.Key == key
           select (packet.At, packet.Destination, lsa),
    ];
}
