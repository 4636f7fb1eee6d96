using Perch.Routing.Ospf.Neighbors;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>
/// Who is designated router (RFC 2328 9.4). A router of priority 0 never takes part in the election and only reads its
/// outcome: the neighbor that declares itself, the higher priority first, then the higher router id. But whoever is
/// Full with us as designated router stays it until it says otherwise: of two that declare themselves one steps down
/// as soon as it hears the other, and until it does a second one must not take our routes away.
/// </summary>
internal static class DesignatedRouters
{
    /// <returns>True when somebody else is designated or backup designated router now.</returns>
    public static bool Read(Leaf leaf)
    {
        var designated = leaf.IsBroadcast
            ? Best(leaf, leaf.DesignatedRouter, n => n.DesignatedRouter == leaf.DesignationOf(n))
            : 0;
        var backup = leaf.IsBroadcast
            ? Best(leaf, leaf.BackupDesignatedRouter, n =>
                n.BackupDesignatedRouter == leaf.DesignationOf(n) && leaf.DesignationOf(n) != designated)
            : 0;
        var changed = (designated, backup) != (leaf.DesignatedRouter, leaf.BackupDesignatedRouter);
        (leaf.DesignatedRouter, leaf.BackupDesignatedRouter) = (designated, backup);
        leaf.IsChanged |= changed;
        return changed;
    }

    private static uint Best(Leaf leaf, uint incumbent, Predicate<Neighbor> declares)
    {
        Neighbor? best = null;
        foreach (var neighbor in leaf.Neighbors)
        {
            var eligible = neighbor.Priority > 0 && neighbor.State >= NeighborState.TwoWay && declares(neighbor);
            if (eligible && (best is null || Rank(neighbor).CompareTo(Rank(best)) > 0))
            {
                best = neighbor;
            }
        }

        return best is null ? 0 : leaf.DesignationOf(best);

        (bool Stays, byte Priority, uint Id) Rank(Neighbor neighbor) =>
            (neighbor.IsFull && leaf.DesignationOf(neighbor) == incumbent, neighbor.Priority, neighbor.Id.Value);
    }
}
