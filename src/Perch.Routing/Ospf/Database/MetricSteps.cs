using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf.Origination;

namespace Perch.Routing.Ospf.Database;

/// <summary>
/// The metrics between our own and the largest at which routers turn elsewhere one after another (RFC 5715, incremental
/// cost advertisement). A router turns away from us as soon as our metric exceeds the difference of its two ways. Two
/// that turn at one metric may do so a second apart, and if one is the other's way to us and the other is the one's way
/// elsewhere, they send to each other meanwhile. Their differences are as far apart as the link between them costs
/// there and back, so there is a metric at which only the farther one has turned.
/// </summary>
internal static class MetricSteps
{
    /// <param name="leaf">Who announces.</param>
    /// <param name="foreign">What is known of the area.</param>
    /// <param name="elsewhere">Who else announces each address, by the same knowledge.</param>
    /// <param name="metric">Our usual one.</param>
    /// <param name="now">What has aged out by then does not count.</param>
    /// <returns>In ascending order; null when it is not known who else announces them.</returns>
    public static IReadOnlyList<uint>? Of(
        Leaf leaf, ForeignLsas foreign, IReadOnlyList<Elsewhere> elsewhere, uint metric, TimeSpan now)
    {
        if (elsewhere.Any(address => address.Knowledge is Knowledge.Unknown))
        {
            return null;
        }

        var area = new Topology(leaf.Version, foreign.All, now);
        var form = AnnounceForm.Of(leaf);
        var largest = AnnounceForm.Metric(form, uint.MaxValue);
        return [.. elsewhere.SelectMany(Steps).Distinct().Order()];

        IReadOnlyList<uint> Steps(Elsewhere address)
        {
            var steps = Of(area, leaf.Id, Ends(area, address, foreign, form), metric, largest);

            // Whoever is not seen may be as near as we are: then the least that is worse is enough.
            return steps.Count == 0 && address.Knowledge is Knowledge.Partial ? [metric + 1] : steps;
        }
    }

    /// <summary>The fewest metrics that part all pairs of routers that would send to each other.</summary>
    public static IReadOnlyList<uint> Of(
        Topology area, RouterId self, IReadOnlyList<(Node End, long Cost)> others, uint metric, uint largest)
    {
        var us = Node.Of(self);
        var ours = new Distances(area, area.Nodes.SelectMany(node => area.NamedBy(node)
            .Where(hop => hop.To == us).Select(hop => (node, (long)hop.Cost))));
        var theirs = new Distances(area, others);
        var steps = new List<uint>();
        foreach (var (after, before) in Pairs().OrderBy(pair => pair.Before))
        {
            if (steps.Count == 0 || steps[^1] <= after)
            {
                steps.Add((uint)Math.Min(before - 1, largest - 1));
            }
        }

        return steps;

        // The metrics above which a router that is farther from us turns, and at which one on its way to us does.
        IEnumerable<(long After, long Before)> Pairs()
        {
            foreach (var near in area.Nodes.Where(node => !node.IsNetwork))
            {
                if (Turns(near) is not { } before || before <= metric + 1)
                {
                    continue;
                }

                foreach (var (far, there, back) in area.NextRouters(near))
                {
                    if (theirs.From(near) == there + theirs.From(far) && ours.From(far) == back + ours.From(near)
                        && Turns(far) is { } after && after >= metric && after < largest - 1)
                    {
                        yield return (after, before);
                    }
                }

                // What lies behind the border of the area cannot be seen: all of it turns before the border does.
                if (area.Borders.Contains(near.Router))
                {
                    yield return (metric, before);
                }
            }
        }

        long? Turns(Node router) => theirs.From(router) - ours.From(router);
    }

    /// <summary>Where the others announce it: only what makes the same kind of route is compared by what it
    /// costs, and external routes of type 2 not even then.</summary>
    private static List<(Node End, long Cost)> Ends(
        Topology area, Elsewhere elsewhere, ForeignLsas foreign, AnnounceAs form)
    {
        var path = AnnounceForm.Path(form);
        var ends = new List<(Node End, long Cost)>();
        var routers = elsewhere.Announcers.Select(other => other.RouterId).ToHashSet();
        foreach (var lsa in foreign.All)
        {
            var router = lsa.Header.Key.AdvertisingRouter;
            if (path is not PathType.External2 && routers.Contains(router.ToString())
                && Carried.In(lsa, elsewhere.Prefix) is { } carried && carried.Path == path)
            {
                ends.Add((Node.Of(router), carried.Metric));
                ends.AddRange(area.Far.Where(far => far.Boundary == router)
                    .Select(far => (Node.Of(far.Border), (long)far.Cost + carried.Metric)));
            }
        }

        return ends;
    }
}
