using Perch.Routing.Ospf;

namespace Perch.Speaker.Interfaces;

/// <summary>What a change of metrics must know of the routers: how they would follow, and how far they have.</summary>
internal sealed partial class OspfInterfaces
{
    public bool AnybodyIsFull => Led.Any();

    /// <summary>How far the last announcements have come; null when on one interface they are not even sent.</summary>
    public Delivery? Delivery
    {
        get
        {
            Delivery? all = null;
            foreach (var running in Led)
            {
                if (running.Delivery is not { } one)
                {
                    return null;
                }

                all = all?.And(one) ?? one;
            }

            return all;
        }
    }

    /// <summary>Those with a router that is Full.</summary>
    private IEnumerable<OspfInterface> Full => _running.Values.Where(running => running.Memory is not null);

    /// <summary>Of these, those of the versions that have something to announce.</summary>
    private IEnumerable<OspfInterface> Led => Full.Where(running =>
        _announcements.GetValueOrDefault(running.Version) is { Count: > 0 });

    /// <summary>As <see cref="OspfInstance.MetricSteps"/>, of all interfaces with a router that is Full.</summary>
    public IReadOnlyList<uint>? MetricSteps(uint metric, TimeSpan now)
    {
        var all = new SortedSet<uint>();
        var siblings = Siblings(now);
        foreach (var running in Full)
        {
            if (running.MetricSteps(metric, now, siblings) is not { } steps)
            {
                return null;
            }

            all.UnionWith(steps);
        }

        return Full.Any() ? [.. all] : null;
    }
}
