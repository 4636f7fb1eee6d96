using Perch.Model.Status;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf;

/// <summary>An instance as the operator sees it.</summary>
internal static class StatusView
{
    public static OspfStatus Of(
        Leaf leaf, OwnLsas own, Watch watch, IReadOnlyList<Announcement> announcements, TimeSpan now) => new()
        {
            Interface = leaf.Link.Name,
            Version = (int)leaf.Version,
            Address = $"{leaf.Link.Address}/{leaf.Link.PrefixLength}",
            RouterId = leaf.Id.ToString(),
            State = !leaf.Link.Up ? "Down" : leaf.IsPointToPoint ? "Point-to-point" : "DROther",
            Area = leaf.Parameters?.Area.ToString(),
            NetworkType = leaf.NetworkType is { } type ? Sentences.Kind(type) : null,
            HelloSeconds = (int?)leaf.Parameters?.HelloInterval.TotalSeconds,
            DeadSeconds = (int?)leaf.Parameters?.RouterDeadInterval.TotalSeconds,
            Mtu = leaf.Link.Mtu,
            Authentication = leaf.Authenticator.Describe(leaf.UnixSecondsAt(now)),
            SubnetTwin = leaf.Complaints.IsOpen(ReasonKind.TwoHosts, 0) ? leaf.SubnetTwin?.ToString() : null,
            Neighbors = [.. leaf.Neighbors.Select(neighbor => Of(leaf, neighbor, now))],
            Announcements = [.. announcements.Select(announcement => Of(leaf, own, announcement, now))],
            Reasons = leaf.Complaints.Any ? [.. leaf.Complaints.Sentences] : [.. watch.Waiting(now)],
        };

    private static NeighborStatus Of(Leaf leaf, Neighbor neighbor, TimeSpan now) => new()
    {
        RouterId = neighbor.Id.ToString(),
        Address = neighbor.Address.ToString(),
        State = NeighborStateName.Of(neighbor.State),
        For = now - neighbor.Since,
        Role = !leaf.IsBroadcast ? null
            : leaf.IsDesignatedRouter(neighbor) ? "DR"
            : leaf.IsBackupDesignatedRouter(neighbor) ? "BDR"
            : "DROther",
    };

    private static AnnouncementStatus Of(Leaf leaf, OwnLsas own, Announcement announcement, TimeSpan now)
    {
        var form = AnnounceForm.Of(leaf);
        var lsa = own.Find(WantedLsas.KeyOf(leaf, form, announcement.Prefix));
        return new AnnouncementStatus
        {
            Prefix = announcement.Prefix.ToString(),
            Lsa = LsaName.Of(form, leaf.Version),
            Metric = AnnounceForm.Metric(form, announcement.Metric),
            Acknowledged = leaf.AnybodyIsFull
                && lsa is { Wanted: not null, Instance: not null, Unacknowledged.Count: 0 } && !lsa.IsDue(now),
            Announced = leaf.AnybodyIsFull && lsa is { Wanted: not null, IsKnown: true },
            Retransmissions = lsa?.Unacknowledged.Select(awaited => awaited.Times).DefaultIfEmpty().Max() ?? 0,
        };
    }
}
