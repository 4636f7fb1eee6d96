using Perch.Routing.Ospf.Neighbors;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>
/// Who is designated router (RFC 2328 9.4). A router of priority 0 never takes part in the election and only reads its
/// outcome: the neighbor that declares itself, the higher priority first, then the higher router id.
/// </summary>
internal static class DesignatedRouters
{
    /// <returns>True when somebody else is designated or backup designated router now.</returns>
    public static bool Read(Leaf leaf)
    {
        var designated = leaf.IsBroadcast ? Best(leaf.Neighbors, n => n.DesignatedRouter == n.Address) : 0;
        var backup = leaf.IsBroadcast
            ? Best(leaf.Neighbors, n => n.BackupDesignatedRouter == n.Address && n.Address != designated)
            : 0;
        var changed = (designated, backup) != (leaf.DesignatedRouter, leaf.BackupDesignatedRouter);
        (leaf.DesignatedRouter, leaf.BackupDesignatedRouter) = (designated, backup);
        leaf.IsChanged |= changed;
        return changed;
    }

    private static uint Best(List<Neighbor> neighbors, Predicate<Neighbor> declares)
    {
        Neighbor? best = null;
        foreach (var neighbor in neighbors)
        {
            var eligible = neighbor.Priority > 0 && neighbor.State >= NeighborState.TwoWay && declares(neighbor);
            if (eligible && (best is null || Rank(neighbor).CompareTo(Rank(best)) > 0))
            {
                best = neighbor;
            }
        }

        return best?.Address ?? 0;
    }

    private static (byte Priority, uint Id) Rank(Neighbor neighbor) => (neighbor.Priority, neighbor.Id.Value);
}
