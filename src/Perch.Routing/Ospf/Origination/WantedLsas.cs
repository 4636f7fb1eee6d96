using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination;

/// <summary>Which LSAs say what is to be announced: one router-LSA (RFC 2328 12.4.1), and one LSA for each prefix or a
/// stub link in the router-LSA.</summary>
internal static class WantedLsas
{
    /// <summary>MaxLinkMetric less one: the last cost at which a stub link still is a route everywhere.</summary>
    public const ushort MaxStubMetric = 0xFFFE;

    private const uint HostMask = uint.MaxValue;

    public static AnnounceAs FormOf(Leaf leaf) => leaf.Settings.AnnounceAs ?? leaf.Parameters?.AreaType switch
    {
        AreaType.Nssa => AnnounceAs.Nssa1,
        AreaType.Stub => AnnounceAs.StubLink,
        _ => AnnounceAs.External1,
    };

    /// <summary>External LSAs exist in normal areas, type-7 in NSSAs, stub links everywhere (RFC 2328 3.6, RFC 3101
    /// 2.1).</summary>
    public static bool Fits(AnnounceAs form, AreaType area) => form switch
    {
        AnnounceAs.External1 or AnnounceAs.External2 => area == AreaType.Normal,
        AnnounceAs.Nssa1 or AnnounceAs.Nssa2 => area == AreaType.Nssa,
        _ => true,
    };

    /// <summary>Where a prefix is announced: Link State IDs are unique because prefixes are host addresses.</summary>
    public static LsaKey KeyOf(Leaf leaf, AnnounceAs form, AnycastPrefix prefix) => form switch
    {
        AnnounceAs.StubLink => new LsaKey(LsType.Router, leaf.Id.Value, leaf.Id),
        AnnounceAs.Nssa1 or AnnounceAs.Nssa2 => new LsaKey(LsType.Nssa, prefix.Address.V4, leaf.Id),
        _ => new LsaKey(LsType.AsExternal, prefix.Address.V4, leaf.Id),
    };

    public static IReadOnlyList<WantedLsa> Of(Leaf leaf, IReadOnlyList<Announcement> announcements)
    {
        var form = FormOf(leaf);
        var wanted = new List<WantedLsa> { Router(leaf, form == AnnounceAs.StubLink ? announcements : []) };
        if (form != AnnounceAs.StubLink && Fits(form, leaf.Parameters!.AreaType))
        {
            wanted.AddRange(announcements.Select(announcement => Prefix(leaf, form, announcement)));
        }

        return wanted;
    }

    /// <summary>Flags do not depend on what is announced just now: health never changes the router-LSA of a speaker
    /// that announces external prefixes.</summary>
    private static WantedLsa Router(Leaf leaf, IReadOnlyList<Announcement> stubs)
    {
        var flags = RouterLsaFlags.Host | (FormOf(leaf) == AnnounceAs.StubLink ? 0 : RouterLsaFlags.AsBoundary);
        RouterLink[] links = [.. Links(leaf), .. stubs.Select(Stub)];
        var options = (leaf.Parameters!.Options & Options.External) | Options.DemandCircuits;
        var key = new LsaKey(LsType.Router, leaf.Id.Value, leaf.Id);
        return new WantedLsa(key, options, new RouterLsa(flags, links).Encode());
    }

    /// <summary>The link is there from the first instance on, before the adjacency is Full: a router that does not
    /// find the way back ignores it, and a second instance would have to wait. It never carries transit traffic (RFC
    /// 6987).</summary>
    private static IEnumerable<RouterLink> Links(Leaf leaf)
    {
        var adjacent = leaf.Neighbors.Where(neighbor => neighbor.State >= NeighborState.ExStart);
        return leaf.IsPointToPoint
            ? adjacent.Select(neighbor => Link(RouterLinkType.PointToPoint, neighbor.Id.Value))
            : adjacent.Where(neighbor => neighbor.Address == leaf.DesignatedRouter)
                .Select(neighbor => Link(RouterLinkType.Transit, neighbor.Address));

        RouterLink Link(RouterLinkType type, uint id) => new(type, id, leaf.Link.Address, RouterLsa.MaxLinkMetric);
    }

    private static RouterLink Stub(Announcement announcement) => new(
        RouterLinkType.Stub,
        announcement.Prefix.Address.V4,
        HostMask,
        (ushort)Math.Min(announcement.Metric, MaxStubMetric));

    /// <summary>A type-7 is translated by the area's
    /// border only with bit P and a forwarding address that the area can reach (RFC 3101 2.3): our own on this
    /// link.</summary>
    private static WantedLsa Prefix(Leaf leaf, AnnounceAs form, Announcement announcement)
    {
        var nssa = form is AnnounceAs.Nssa1 or AnnounceAs.Nssa2;
        var body = new AsExternalLsa(
            HostMask,
            Type2: form is AnnounceAs.External2 or AnnounceAs.Nssa2,
            Math.Min(announcement.Metric, AsExternalLsa.MaxMetric),
            Forwarding: nssa ? leaf.Link.Address : 0,
            announcement.Tag);
        var options = (nssa ? Options.Nssa : Options.External) | Options.DemandCircuits;
        return new WantedLsa(KeyOf(leaf, form, announcement.Prefix), options, body.Encode());
    }
}
