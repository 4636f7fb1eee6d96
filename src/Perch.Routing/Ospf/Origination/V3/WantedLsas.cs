using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V3;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination.V3;

/// <summary>What OSPFv3 takes to announce prefixes (RFC 5340 4.4.3): a Link-LSA with the next hop, a router-LSA without
/// addresses, and one LSA for each prefix.</summary>
internal static class WantedLsas
{
    /// <summary>RFC 6987: a link that costs this much carries no transit traffic.</summary>
    private const ushort MaxLinkMetric = 0xFFFF;

    public static IReadOnlyList<WantedLsa> Of(Leaf leaf, IReadOnlyList<Announcement> announcements)
    {
        var form = AnnounceForm.Of(leaf);
        var wanted = new List<WantedLsa> { Link(leaf), Router(leaf, form) };
        if (AnnounceForm.Fits(form, leaf.Parameters!.AreaType))
        {
            wanted.AddRange(Forwarding(leaf, form));
            wanted.AddRange(announcements.Select(announcement => Prefix(leaf, form, announcement)));
        }

        return wanted;
    }

    /// <summary>Link State IDs mean nothing in OSPFv3, but a speaker must find the LSAs of the one before it under the
    /// same: they are made from the address.</summary>
    public static LsaKey KeyOf(Leaf leaf, AnnounceAs form, AnycastPrefix prefix) => new(
        form == AnnounceAs.StubLink ? LsType.IntraAreaPrefix3 : form.IsNssa() ? LsType.Nssa3 : LsType.AsExternal3,
        LinkStateId.Of(prefix),
        leaf.Id);

    private static WantedLsa Link(Leaf leaf) => Lsa(
        new LsaKey(LsType.Link3, leaf.Link.Index, leaf.Id),
        new LinkLsa(Priority: 0, OptionsOf(leaf), leaf.Link.Address).Encode());

    /// <summary>Neither health nor prefixes are in it. Bit R is clear, nobody routes through us (RFC 5340 A.2), unless
    /// external prefixes are announced: FRR takes those from no other router. Our only link, at the largest cost, leads
    /// nowhere all the same (RFC 6987).</summary>
    private static WantedLsa Router(Leaf leaf, AnnounceAs form)
    {
        var (flags, options) = form == AnnounceAs.StubLink
            ? (RouterLsaFlags.None, Options.None)
            : (RouterLsaFlags.AsBoundary, Options.Router);
        return Lsa(
            Origination.WantedLsas.RouterKey(leaf),
            new RouterLsa(flags, OptionsOf(leaf) | options, [.. Links(leaf)]).Encode());
    }

    /// <summary>As in OSPFv2, the link is there before the adjacency is Full.</summary>
    private static IEnumerable<RouterLink> Links(Leaf leaf)
    {
        var adjacent = leaf.Neighbors.Where(neighbor => neighbor.State >= NeighborState.ExStart);
        var type = leaf.IsPointToPoint ? RouterLinkType.PointToPoint : RouterLinkType.Transit;
        return adjacent
            .Where(neighbor => leaf.IsPointToPoint || neighbor.Id.Value == leaf.DesignatedRouter)
            .Select(neighbor => new RouterLink(
                type, MaxLinkMetric, leaf.Link.Index, neighbor.InterfaceId, neighbor.Id));
    }

    private static WantedLsa Prefix(Leaf leaf, AnnounceAs form, Announcement announcement)
    {
        var metric = AnnounceForm.Metric(form, announcement.Metric);
        var key = KeyOf(leaf, form, announcement.Prefix);
        return form == AnnounceAs.StubLink
            ? Lsa(key, IntraArea(leaf, announcement.Prefix, (ushort)metric))
            : Lsa(key, External(leaf, form, announcement, metric));
    }

    /// <summary>The way to where NSSA-LSAs send what they attract. The address is in the prefix of the link, but a
    /// route to that has no next hop on the router of the link, and FRR 8.4 to 10.3 take theirs from it: they would
    /// look for the anycast address itself on the link.</summary>
    private static IEnumerable<WantedLsa> Forwarding(Leaf leaf, AnnounceAs form)
    {
        if (form.IsNssa() && leaf.Link.Global is { } address)
        {
            var prefix = new AnycastPrefix(address);
            var body = new IntraAreaPrefixLsa(leaf.Id, Lsas.V3.Prefix.Of(prefix, PrefixOptions.None), 0);
            yield return Lsa(KeyOf(leaf, AnnounceAs.StubLink, prefix), body.Encode());
        }
    }

    /// <summary>As a host that is attached to us (RFC 5340 4.4.3.9, C.7), with bit LA clear: beyond an area border FRR
    /// before 8.5 takes no prefix that has it (FRR #12935).</summary>
    private static byte[] IntraArea(Leaf leaf, AnycastPrefix prefix, ushort metric) => new IntraAreaPrefixLsa(
        leaf.Id, Lsas.V3.Prefix.Of(prefix, PrefixOptions.Anycast), metric).Encode();

    /// <summary>A type-7 is translated by the area's border only with bit P and a forwarding address that the area can
    /// reach (RFC 3101 2.3). A link-local address is none: on a link without another it stays in the area.</summary>
    private static byte[] External(Leaf leaf, AnnounceAs form, Announcement announcement, uint metric)
    {
        var forwarding = form.IsNssa() ? leaf.Link.Global : null;
        var options = PrefixOptions.Anycast | (forwarding is null ? 0 : PrefixOptions.Propagate);
        return new AsExternalLsa(
            Lsas.V3.Prefix.Of(announcement.Prefix, options),
            form.IsType2(),
            metric,
            forwarding,
            announcement.Tag).Encode();
    }

    private static Options OptionsOf(Leaf leaf) =>
        Options.V6 | (leaf.Parameters!.Options & (Options.External | Options.Nssa)) | Options.DemandCircuits;

    private static WantedLsa Lsa(LsaKey key, byte[] body) => new(key, Options.None, body);
}
