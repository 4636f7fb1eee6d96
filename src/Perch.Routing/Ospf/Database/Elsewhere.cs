using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Origination;

namespace Perch.Routing.Ospf.Database;

/// <summary>Who else announces an address, as one instance sees it.</summary>
/// <param name="Reason">Why that is not all; null when it is.</param>
/// <param name="LeftBehind">Announced by them, and no way leads to them.</param>
public sealed record Elsewhere(
    AnycastPrefix Prefix,
    Knowledge Knowledge,
    string? Reason,
    IReadOnlyList<AnnouncerStatus> Announcers,
    IReadOnlyList<string> LeftBehind)
{
    /// <param name="siblings">Router ids of this speaker's other interfaces.</param>
    internal static IReadOnlyList<Elsewhere> Of(
        Leaf leaf, ForeignLsas foreign, TimeSpan now, IReadOnlySet<string> siblings)
    {
        var full = leaf.Neighbors.Where(neighbor => neighbor.IsFull).Select(neighbor => neighbor.Id);
        var ways = new Reachability(new Topology(leaf.Version, foreign.All, now), full);
        var (knowledge, reason) = Judge(leaf, foreign, ways);
        return [.. leaf.Settings.Prefixes.Select(Of)];

        Elsewhere Of(AnycastPrefix prefix)
        {
            var found = new List<AnnouncerStatus>();
            var left = new List<string>();
            foreach (var lsa in foreign.All.Where(lsa => !lsa.HasAgedOut(now)))
            {
                var router = lsa.Header.Key.AdvertisingRouter;
                if (Carried.In(lsa, prefix) is not { } carried || siblings.Contains(router.ToString()))
                {
                    continue;
                }

                if (ways.Reaches(router))
                {
                    found.Add(Announcer(router, carried, now - lsa.Since));
                }
                else if (!foreign.Overflowed)
                {
                    left.Add(router.ToString());
                }
            }

            return new Elsewhere(prefix, knowledge, reason, found, left);
        }
    }

    private static AnnouncerStatus Announcer(RouterId router, Carried carried, TimeSpan known) => new()
    {
        RouterId = router.ToString(),
        Form = carried.Form,
        Metric = carried.Metric,
        Depreferred = carried.IsDepreferred,
        For = known,
    };

    /// <summary>One router that is Full and has sent all that was asked for is enough: it floods whatever changes.
    /// </summary>
    private static (Knowledge Knowledge, string? Reason) Judge(Leaf leaf, ForeignLsas foreign, Reachability ways)
    {
        var full = leaf.Neighbors.FindAll(neighbor => neighbor.IsFull);
        var area = leaf.Parameters?.Area;
        var hidden = leaf.Parameters?.AreaType switch
        {
            AreaType.Nssa => $"area {area} is an NSSA: what other areas announce does not come in",
            AreaType.Stub => $"area {area} is a stub area: what is announced from outside does not come in",
            _ when AnnounceForm.Of(leaf) == AnnounceAs.StubLink && ways.HasBorder =>
                $"the border of area {area} tells of no stub link elsewhere while ours is in this area",
            _ => null,
        };
        return full.Count == 0 ? (Knowledge.Unknown, $"no router on {leaf.Link.Name} is Full")
            : full.Find(neighbor => neighbor.Exchange.Requests.IsDone) is null ? Waiting(leaf, full[0])
            : foreign.Overflowed ? (Knowledge.Partial,
                $"area {area} has more routers and networks than are kept here, {ForeignLsas.MostTopology}")
            : hidden is not null ? (Knowledge.Partial, hidden)
            : (Knowledge.Complete, null);
    }

    private static (Knowledge Knowledge, string? Reason) Waiting(Leaf leaf, Neighbor neighbor) =>
        neighbor.Exchange.Requests.Overflowed
            ? (Knowledge.Partial, $"{neighbor} on {leaf.Link.Name} has more that may carry it than is asked for here")
            : (Knowledge.Unknown, $"{neighbor} on {leaf.Link.Name} has not yet sent all that was asked for");
}
