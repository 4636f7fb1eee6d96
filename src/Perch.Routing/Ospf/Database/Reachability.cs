using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;
using V2 = Perch.Routing.Ospf.Lsas.V2;
using V3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Routing.Ospf.Database;

/// <summary>
/// Which routers a way leads to: the graph of RFC 2328 16.1 and RFC 5340 4.8.1, without costs. A link counts when both
/// ends name it. What a router that has died announced lies in the area for an hour; its neighbors stop naming it
/// within a dead interval.
/// </summary>
internal sealed class Reachability
{
    private readonly Dictionary<Node, List<Node>> _links = [];
    private readonly List<(RouterId Boundary, RouterId Border)> _elsewhere = [];
    private readonly HashSet<Node> _reached = [];

    /// <param name="from">Routers that are Full with us: with them it begins.</param>
    public Reachability(OspfVersion version, IEnumerable<KeptLsa> lsas, IEnumerable<RouterId> from, TimeSpan now)
    {
        foreach (var lsa in lsas.Where(lsa => !lsa.HasAgedOut(now)))
        {
            _ = version == OspfVersion.V2 ? Read2(lsa) : Read3(lsa);
        }

        Walk(from);
    }

    /// <summary>Some router of the area is a way into another one.</summary>
    public bool HasBorder { get; private set; }

    /// <summary>In this area, or by way of a border router that says so (RFC 2328 16.4 step 3).</summary>
    public bool Reaches(RouterId router) => _reached.Contains(Node.Of(router))
        || _elsewhere.Exists(other => other.Boundary == router && _reached.Contains(Node.Of(other.Border)));

    private bool Read2(KeptLsa lsa)
    {
        var key = lsa.Header.Key;
        if (key.Type == LsType.Router && V2.RouterLsa.TryDecode(lsa.Body, out var router, out _))
        {
            HasBorder |= router.Flags.HasFlag(V2.RouterLsaFlags.AreaBorder);
            foreach (var link in router.Links)
            {
                if (link.Type != V2.RouterLinkType.Stub)
                {
                    Link(Node.Of(key.AdvertisingRouter), link.Type == V2.RouterLinkType.Transit
                        ? new Node(IsNetwork: true, link.Id, RouterId.None)
                        : Node.Of(new RouterId(link.Id)));
                }
            }
        }

        // Two networks of one designated router's address are one node: which of them counts is another's affair.
        return key.Type == LsType.Network ? Attach(new Node(IsNetwork: true, key.LinkStateId, RouterId.None), lsa)
            : key.Type == LsType.SummaryAsbr && Border(new RouterId(key.LinkStateId), lsa, metricAt: 4);
    }

    private bool Read3(KeptLsa lsa)
    {
        var key = lsa.Header.Key;
        if (key.Type == LsType.Router3 && V3.RouterLsa.TryDecode(lsa.Body, out var router, out _))
        {
            HasBorder |= router.Flags.HasFlag(V3.RouterLsaFlags.AreaBorder);
            foreach (var link in router.Links)
            {
                Link(Node.Of(key.AdvertisingRouter), link.Type == V3.RouterLinkType.Transit
                    ? new Node(IsNetwork: true, link.NeighborInterfaceId, link.NeighborRouterId)
                    : Node.Of(link.NeighborRouterId));
            }
        }

        return key.Type == LsType.Network3
                ? Attach(new Node(IsNetwork: true, key.LinkStateId, key.AdvertisingRouter), lsa)
            : key.Type == LsType.InterAreaRouter3 && Border(Destination(lsa), lsa, metricAt: 4);
    }

    /// <summary>Both versions: four bytes (mask or options), then the routers.</summary>
    private bool Attach(Node network, KeptLsa lsa)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(sizeof(uint));
        while (reader.Rest.Length >= sizeof(uint))
        {
            Link(network, Node.Of(new RouterId(reader.ReadUInt32())));
        }

        return true;
    }

    private bool Border(RouterId boundary, KeptLsa lsa, int metricAt)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(metricAt);
        if ((reader.ReadUInt32() & Carried.Infinity) < Carried.Infinity && !reader.Failed)
        {
            _elsewhere.Add((boundary, lsa.Header.Key.AdvertisingRouter));
        }

        return true;
    }

    /// <summary>RFC 5340 A.4.6: options, metric, router.</summary>
    private static RouterId Destination(KeptLsa lsa)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(2 * sizeof(uint));
        return new RouterId(reader.ReadUInt32());
    }

    private void Link(Node from, Node to)
    {
        if (!_links.TryGetValue(from, out var links))
        {
            _links.Add(from, links = []);
        }

        links.Add(to);
    }

    private void Walk(IEnumerable<RouterId> from)
    {
        var next = new Queue<Node>(from.Select(Node.Of));
        while (next.TryDequeue(out var node))
        {
            if (!_reached.Add(node) || !_links.TryGetValue(node, out var links))
            {
                continue;
            }

            foreach (var other in links)
            {
                if (!_reached.Contains(other) && _links.TryGetValue(other, out var back) && back.Contains(node))
                {
                    next.Enqueue(other);
                }
            }
        }
    }

    /// <param name="LinkStateId">Of a network-LSA; the network's designated router too in OSPFv3.</param>
    private readonly record struct Node(bool IsNetwork, uint LinkStateId, RouterId Router)
    {
        public static Node Of(RouterId router) => new(IsNetwork: false, 0, router);
    }
}
