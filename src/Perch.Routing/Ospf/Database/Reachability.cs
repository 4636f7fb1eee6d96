using Perch.Model;

namespace Perch.Routing.Ospf.Database;

/// <summary>
/// Which routers a way leads to, whatever it costs. What a router that has died announced lies in the area for an hour;
/// its neighbors stop naming it within a dead interval.
/// </summary>
internal sealed class Reachability
{
    private readonly Topology _area;
    private readonly HashSet<Node> _reached = [];

    /// <param name="area">As the area's routers describe it.</param>
    /// <param name="from">Routers that are Full with us: with them it begins.</param>
    public Reachability(Topology area, IEnumerable<RouterId> from)
    {
        _area = area;
        Walk(from);
    }

    /// <summary>Some router of the area is a way into another one.</summary>
    public bool HasBorder => _area.Borders.Count > 0;

    /// <summary>In this area, or by way of a border router that says so (RFC 2328 16.4 step 3).</summary>
    public bool Reaches(RouterId router) => _reached.Contains(Node.Of(router))
        || _area.Far.Any(far => far.Boundary == router && _reached.Contains(Node.Of(far.Border)));

    private void Walk(IEnumerable<RouterId> from)
    {
        var next = new Queue<Node>(from.Select(Node.Of));
        while (next.TryDequeue(out var node))
        {
            if (_reached.Add(node))
            {
                foreach (var hop in _area.From(node))
                {
                    next.Enqueue(hop.To);
                }
            }
        }
    }
}
