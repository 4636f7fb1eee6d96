namespace Perch.Routing.Ospf.Database;

/// <summary>What the way costs from everywhere to the nearest of some ends (RFC 2328 16.1, from there).</summary>
internal sealed class Distances
{
    private readonly Dictionary<Node, long> _all = [];

    /// <param name="area">Whose links count.</param>
    /// <param name="ends">Where ways end, and what it costs to go on from there.</param>
    public Distances(Topology area, IEnumerable<(Node End, long Cost)> ends)
    {
        var next = new PriorityQueue<Node, long>(ends);
        while (next.TryDequeue(out var node, out var cost))
        {
            if (!_all.TryAdd(node, cost))
            {
                continue;
            }

            foreach (var hop in area.From(node))
            {
                // Whoever names us as well: its own link to us is the one that is paid for.
                next.Enqueue(hop.To, cost + area.CostBack(node, hop.To)!.Value);
            }
        }
    }

    /// <summary>Null: no way leads there.</summary>
    public long? From(Node node) => _all.TryGetValue(node, out var cost) ? cost : null;
}
