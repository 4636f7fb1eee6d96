using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Simulation.Network;
using Perch.Tests.Simulation.Pods;
using Perch.Tests.Simulation.Routers;
using NeighborState = Perch.Routing.Ospf.Neighbors.NeighborState;

namespace Perch.Tests.Simulation.Laws;

/// <summary>What a network comes to once nothing disturbs it: everybody who should be is Full, every router has exactly
/// what is announced, and nothing is on its way.</summary>
internal static class Rest
{
    /// <returns>What is still missing, in a sentence; null: nothing.</returns>
    public static string? Missing(World world, bool announced)
    {
        foreach (var router in world.Routers)
        {
            if (MissingAt(world, router, announced) is { } missing)
            {
                return missing;
            }
        }

        foreach (var pod in world.Pods)
        {
            if (MissingAt(world, pod, announced) is { } missing)
            {
                return missing;
            }
        }

        return null;
    }

    /// <summary>Nothing of this router is anywhere, but what is being flushed.</summary>
    public static string? LeftBehind(World world, Pod pod, Func<LsaKey, bool> counts)
    {
        foreach (var router in world.Routers)
        {
            var found = Copies(router, pod).FirstOrDefault(lsa =>
                lsa.Age(world.Now) < LsaHeader.MaxAge && counts(lsa.Header.Key));
            if (found is not null)
            {
                return $"{router.Name} still has {found.Header.Key} of {pod.Name}";
            }
        }

        return null;
    }

    /// <summary>While services end, what routers owe each other of their own may wait.</summary>
    private static string? MissingAt(World world, Router router, bool announced)
    {
        foreach (var link in router.Interfaces)
        {
            foreach (var (other, _) in On(world, link.Port.Wire, router.Version))
            {
                if (other != router && !link.Neighbors.Exists(neighbor => neighbor.Id == other.Id))
                {
                    return $"{router.Name} does not hear {other.Name}";
                }
            }

            foreach (var neighbor in link.Neighbors)
            {
                var wanted = link.WantsAdjacency(neighbor) ? State.Full : State.TwoWay;
                if (neighbor.State != wanted)
                {
                    return $"{router.Name} is {neighbor.State} with {neighbor.Id}, not {wanted}";
                }

                foreach (var key in neighbor.Unacknowledged.Keys)
                {
                    if (announced || world.Pods.Exists(pod => pod.Id == key.AdvertisingRouter))
                    {
                        return $"{neighbor.Id} owes {router.Name} an acknowledgement of {key}";
                    }
                }
            }
        }

        return null;
    }

    private static string? MissingAt(World world, Pod pod, bool announced)
    {
        if (pod.Speaker is not { } speaker || speaker.Instances.Count != pod.Settings.Ospf.Count)
        {
            return $"{pod.Name} does not speak";
        }

        if (announced && speaker.Gates.FirstOrDefault(gate => gate.Verdict != Perch.Speaker.Gate.Verdict.Announced)
            is { } gate)
        {
            return $"{pod.Name}: {gate.Why}";
        }

        foreach (var instance in speaker.Instances)
        {
            var missing = MissingNeighbor(world, pod, instance) ?? MissingLsa(world, pod, instance);
            if (missing is not null)
            {
                return missing;
            }
        }

        return null;
    }

    private static string? MissingNeighbor(World world, Pod pod, InstanceRun instance)
    {
        var neighbors = Inside.Leaf(instance.Instance).Neighbors;
        foreach (var (router, link) in On(world, pod.Port.Wire, instance.Version))
        {
            if (link.Neighbors.Find(neighbor => neighbor.Id == pod.Id) is not { } self)
            {
                return $"{router.Name} does not hear {pod.Name}";
            }

            var wanted = link.WantsAdjacency(self) ? NeighborState.Full : NeighborState.TwoWay;
            if (neighbors.Find(neighbor => neighbor.Id == router.Id)?.State is not { } state || state != wanted)
            {
                return $"{pod.Name} is not {wanted} with {router.Name}";
            }
        }

        var all = pod.Port.Wire.Ports.Count - 1;
        return neighbors.Count > all ? $"{pod.Name} has {neighbors.Count} neighbors of {all}" : null;
    }

    private static string? MissingLsa(World world, Pod pod, InstanceRun instance)
    {
        var own = Inside.Own(instance.Instance).All;
        if (own.FirstOrDefault(lsa => lsa.Unacknowledged.Count > 0 || lsa.IsDue(pod.Local)) is { } waiting)
        {
            return $"{pod.Name} waits with {waiting.Key}";
        }

        foreach (var router in world.Routers.Where(router => router.Version == instance.Version))
        {
            var copies = Copies(router, pod).ToList();
            var isNear = router.Interfaces.Exists(link => link.Port.Wire == pod.Port.Wire);
            foreach (var lsa in own.Where(lsa => lsa.Wanted is not null && (isNear || lsa.Key.Type != LsType.Link3)))
            {
                var copy = copies.Find(copy => copy.Header.Key == lsa.Key);
                if (copy is null || copy.HeaderAt(world.Now).CompareFreshness(lsa.Header(pod.Local)) != 0)
                {
                    return $"{router.Name} has not the right {lsa.Key} of {pod.Name}: "
                        + $"{copy?.Header.Sequence.ToString() ?? "none"}, not {lsa.Instance?.Header.Sequence}";
                }
            }

            var extra = copies.Find(copy => copy.Age(world.Now) < LsaHeader.MaxAge
                && !own.Any(lsa => lsa.Wanted is not null && lsa.Key == copy.Header.Key));
            if (extra is not null)
            {
                return $"{router.Name} has {extra.Header.Key} of {pod.Name}, which is not announced";
            }
        }

        return null;
    }

    private static IEnumerable<StoredLsa> Copies(Router router, Pod pod) => router.Area.All
        .Concat(router.Interfaces.SelectMany(link => link.Database.All))
        .Where(lsa => lsa.Header.Key.AdvertisingRouter == pod.Id);

    private static IEnumerable<(Router Router, RouterInterface Link)> On(
        World world, Wire wire, OspfVersion version) =>
        from router in world.Routers
        where router.Version == version
        from link in router.Interfaces
        where link.Port.Wire == wire
        select (router, link);
}
