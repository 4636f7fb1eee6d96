using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Wire;
using V2 = Perch.Routing.Ospf.Lsas.V2;
using V3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Routing.Ospf.Database;

/// <summary>The graph of an area (RFC 2328 16.1, RFC 5340 4.8.1): its routers and transit networks, and what each link
/// costs in its direction. A link counts when both ends name it.</summary>
internal sealed class Topology
{
    private readonly Dictionary<Node, List<Hop>> _hops = [];
    private readonly List<FarRouter> _far = [];

    public Topology(OspfVersion version, IEnumerable<KeptLsa> lsas, TimeSpan now)
    {
        foreach (var lsa in lsas.Where(lsa => !lsa.HasAgedOut(now)))
        {
            if (version == OspfVersion.V2)
            {
                Read2(lsa);
            }
            else
            {
                Read3(lsa);
            }
        }
    }

    /// <summary>Routers that are a way into another area.</summary>
    public HashSet<RouterId> Borders { get; } = [];

    /// <summary>Boundary routers of other areas (RFC 2328 16.4 step 3).</summary>
    public IReadOnlyList<FarRouter> Far => _far;

    public IEnumerable<Node> Nodes => _hops.Keys;

    /// <summary>What a router or network names, whether it is named in turn or not.</summary>
    public IReadOnlyList<Hop> NamedBy(Node node) => _hops.TryGetValue(node, out var hops) ? hops : [];

    /// <summary>What a way leads to from there.</summary>
    public IEnumerable<Hop> From(Node node) => NamedBy(node).Where(hop => CostBack(node, hop.To) is not null);

    /// <summary>What a link costs in the other direction, the cheapest of several; null when the other end does not
    /// name it.</summary>
    public uint? CostBack(Node node, Node other)
    {
        uint? cost = null;
        foreach (var hop in NamedBy(other))
        {
            cost = hop.To == node && (cost is null || hop.Cost < cost) ? hop.Cost : cost;
        }

        return cost;
    }

    /// <summary>The routers that a router sends to without another one between, and what it costs there and
    /// back.</summary>
    public IEnumerable<(Node Router, uint There, uint Back)> NextRouters(Node router)
    {
        foreach (var hop in From(router))
        {
            if (!hop.To.IsNetwork)
            {
                yield return (hop.To, hop.Cost, CostBack(router, hop.To)!.Value);
                continue;
            }

            foreach (var over in From(hop.To).Where(over => over.To != router))
            {
                yield return (over.To, hop.Cost, CostBack(hop.To, over.To)!.Value);
            }
        }
    }

    private void Read2(KeptLsa lsa)
    {
        var key = lsa.Header.Key;
        switch (key.Type)
        {
            case LsType.Router when V2.RouterLsa.TryDecode(lsa.Body, out var router, out _):
                Border(key.AdvertisingRouter, router.Flags.HasFlag(V2.RouterLsaFlags.AreaBorder));
                foreach (var link in router.Links)
                {
                    if (link.Type != V2.RouterLinkType.Stub)
                    {
                        Link(Node.Of(key.AdvertisingRouter), link.Type == V2.RouterLinkType.Transit
                            ? new Node(IsNetwork: true, link.Id, RouterId.None)
                            : Node.Of(new RouterId(link.Id)), link.Metric);
                    }
                }

                break;
            case LsType.Network:
                // Two networks of one designated router's address are one node: which counts is another's affair.
                Attach(new Node(IsNetwork: true, key.LinkStateId, RouterId.None), lsa);
                break;
            case LsType.SummaryAsbr:
                Reach(new RouterId(key.LinkStateId), lsa);
                break;
        }
    }

    private void Read3(KeptLsa lsa)
    {
        var key = lsa.Header.Key;
        switch (key.Type)
        {
            case LsType.Router3 when V3.RouterLsa.TryDecode(lsa.Body, out var router, out _):
                Border(key.AdvertisingRouter, router.Flags.HasFlag(V3.RouterLsaFlags.AreaBorder));
                foreach (var link in router.Links)
                {
                    Link(Node.Of(key.AdvertisingRouter), link.Type == V3.RouterLinkType.Transit
                        ? new Node(IsNetwork: true, link.NeighborInterfaceId, link.NeighborRouterId)
                        : Node.Of(link.NeighborRouterId), link.Metric);
                }

                break;
            case LsType.Network3:
                Attach(new Node(IsNetwork: true, key.LinkStateId, key.AdvertisingRouter), lsa);
                break;
            case LsType.InterAreaRouter3:
                Reach(Destination(lsa), lsa);
                break;
        }
    }

    private void Border(RouterId router, bool isBorder)
    {
        if (isBorder)
        {
            Borders.Add(router);
        }
    }

    /// <summary>Both versions: four bytes (mask or options), then the routers; the way to them costs nothing.</summary>
    private void Attach(Node network, KeptLsa lsa)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(sizeof(uint));
        while (reader.Rest.Length >= sizeof(uint))
        {
            Link(network, Node.Of(new RouterId(reader.ReadUInt32())), 0);
        }
    }

    /// <summary>Both versions: four bytes (mask or options), then the cost.</summary>
    private void Reach(RouterId boundary, KeptLsa lsa)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(sizeof(uint));
        var cost = reader.ReadUInt32() & Carried.Infinity;
        if (cost < Carried.Infinity && !reader.Failed)
        {
            _far.Add(new FarRouter(boundary, lsa.Header.Key.AdvertisingRouter, cost));
        }
    }

    /// <summary>RFC 5340 A.4.6: options, metric, router.</summary>
    private static RouterId Destination(KeptLsa lsa)
    {
        var reader = new WireReader(lsa.Body);
        reader.Skip(2 * sizeof(uint));
        return new RouterId(reader.ReadUInt32());
    }

    private void Link(Node from, Node to, uint cost)
    {
        if (!_hops.TryGetValue(from, out var hops))
        {
            _hops.Add(from, hops = []);
        }

        hops.Add(new Hop(to, cost));
    }
}

/// <summary>A router, or a transit network.</summary>
/// <param name="LinkStateId">Of a network-LSA; the network's designated router too in OSPFv3.</param>
internal readonly record struct Node(bool IsNetwork, uint LinkStateId, RouterId Router)
{
    public static Node Of(RouterId router) => new(IsNetwork: false, 0, router);
}

/// <summary>A link in one direction.</summary>
internal readonly record struct Hop(Node To, uint Cost);

/// <summary>A boundary router of another area, and what the way to it costs from a border router of this one.</summary>
internal readonly record struct FarRouter(RouterId Boundary, RouterId Border, uint Cost);
