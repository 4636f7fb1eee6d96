using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination.V2;

/// <summary>Which LSAs say what is to be announced: one router-LSA (RFC 2328 12.4.1), and one LSA for each prefix or a
/// stub link in the router-LSA.</summary>
internal static class WantedLsas
{
    private const uint HostMask = uint.MaxValue;

    /// <summary>Where a prefix is announced: Link State IDs are unique because prefixes are host addresses.</summary>
    public static LsaKey KeyOf(Leaf leaf, AnnounceAs form, AnycastPrefix prefix) => form switch
    {
        AnnounceAs.StubLink => Origination.WantedLsas.RouterKey(leaf),
        AnnounceAs.Nssa1 or AnnounceAs.Nssa2 => new LsaKey(LsType.Nssa, prefix.Address.V4, leaf.Id),
        _ => new LsaKey(LsType.AsExternal, prefix.Address.V4, leaf.Id),
    };

    public static IReadOnlyList<WantedLsa> Of(Leaf leaf, IReadOnlyList<Announcement> announcements)
    {
        var form = AnnounceForm.Of(leaf);
        var wanted = new List<WantedLsa> { Router(leaf, form == AnnounceAs.StubLink ? announcements : []) };
        if (form != AnnounceAs.StubLink && AnnounceForm.Fits(form, leaf.Parameters!.AreaType))
        {
            wanted.AddRange(announcements.Select(announcement => Prefix(leaf, form, announcement)));
        }

        return wanted;
    }

    /// <summary>Flags do not depend on what is announced just now: health never changes the router-LSA of a speaker
    /// that announces external prefixes.</summary>
    private static WantedLsa Router(Leaf leaf, IReadOnlyList<Announcement> stubs)
    {
        var boundary = AnnounceForm.Of(leaf) != AnnounceAs.StubLink;
        var flags = RouterLsaFlags.Host | (boundary ? RouterLsaFlags.AsBoundary : 0);
        RouterLink[] links = [.. Links(leaf), .. stubs.Select(Stub)];
        var options = (leaf.Parameters!.Options & Options.External) | Options.DemandCircuits;
        var key = Origination.WantedLsas.RouterKey(leaf);
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
            : adjacent.Where(neighbor => neighbor.Address.V4 == leaf.DesignatedRouter)
                .Select(neighbor => Link(RouterLinkType.Transit, neighbor.Address.V4));

        RouterLink Link(RouterLinkType type, uint id) => new(type, id, leaf.Link.Address.V4, RouterLsa.MaxLinkMetric);
    }

    private static RouterLink Stub(Announcement announcement) => new(
        RouterLinkType.Stub,
        announcement.Prefix.Address.V4,
        HostMask,
        (ushort)AnnounceForm.Metric(AnnounceAs.StubLink, announcement.Metric));

    /// <summary>A type-7 is translated by the area's
    /// border only with bit P and a forwarding address that the area can reach (RFC 3101 2.3): our own on this
    /// link.</summary>
    private static WantedLsa Prefix(Leaf leaf, AnnounceAs form, Announcement announcement)
    {
        var body = new AsExternalLsa(
            HostMask,
            form.IsType2(),
            AnnounceForm.Metric(form, announcement.Metric),
            Forwarding: form.IsNssa() ? leaf.Link.Address.V4 : 0,
            announcement.Tag);
        var options = (form.IsNssa() ? Options.Nssa : Options.External) | Options.DemandCircuits;
        return new WantedLsa(KeyOf(leaf, form, announcement.Prefix), options, body.Encode());
    }
}
