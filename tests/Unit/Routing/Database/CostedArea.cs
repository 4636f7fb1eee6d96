using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Database;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Tests.Unit.Routing.Model;

namespace Perch.Tests.Unit.Routing.Database;

/// <summary>
/// Routers joined by cables, one of them our host, others hosts of pods that announce the same. It computes next hops
/// by itself, as any router does.
/// </summary>
internal sealed class CostedArea(int routers)
{
    /// <summary>On every bridge of pods.</summary>
    public const int Bridge = 10;

    private const int Far = 1_000_000_000;
    private static readonly RouterId Self = new(9999);
    private readonly Dictionary<(int From, int To), int> _cables = [];
    private readonly Dictionary<long, long[]> _distances = [];

    /// <summary>Our host.</summary>
    public int Host { get; init; }

    /// <summary>Hosts of other pods, and what those announce.</summary>
    public Dictionary<int, int> Others { get; init; } = [];

    public void Join(int one, int other, int there, int back) =>
        (_cables[(one, other)], _cables[(other, one)]) = (there, back);

    public IReadOnlyList<uint> Steps(uint metric, bool border = false)
    {
        var lsas = Enumerable.Range(0, routers).Select(router => Kept(RouterLsa(router, border)));
        return MetricSteps.Of(
            new Topology(OspfVersion.V2, lsas, TimeSpan.Zero),
            Self,
            [.. Others.Select(other => (Node.Of(Id(other.Key)), (long)Bridge + other.Value))],
            metric,
            0xFF_FFFE);
    }

    /// <summary>Whether, while routers turn from one metric to another in whatever order, some might send in a
    /// circle.</summary>
    public bool MayLoop(long before, long after)
    {
        var hops = Enumerable.Range(0, routers)
            .Select(router => NextHops(router, before).Concat(NextHops(router, after)).Distinct().ToList()).ToList();
        var left = Enumerable.Range(0, routers).ToHashSet();
        while (left.Count > 0)
        {
            if (left.RemoveWhere(router => !hops[router].Exists(left.Contains)) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<int> NextHops(int router, long metric)
    {
        var best = Distance(router, metric);
        return from cable in _cables
               where cable.Key.From == router && cable.Value + Distance(cable.Key.To, metric) == best
                   && Local(router, metric) > best
               select cable.Key.To;
    }

    private long Local(int router, long metric) => Math.Min(
        router == Host ? Bridge + metric : Far,
        Others.TryGetValue(router, out var other) ? Bridge + other : Far);

    private long Distance(int router, long metric)
    {
        if (!_distances.TryGetValue(metric, out var all))
        {
            all = [.. Enumerable.Range(0, routers).Select(each => Local(each, metric))];
            for (var round = 0; round < routers; round++)
            {
                foreach (var (ends, cost) in _cables)
                {
                    all[ends.From] = Math.Min(all[ends.From], cost + all[ends.To]);
                }
            }

            _distances.Add(metric, all);
        }

        return all[router];
    }

    private static RouterId Id(int router) => new((uint)router + 1);

    private byte[] RouterLsa(int router, bool border)
    {
        var links = _cables.Where(cable => cable.Key.From == router)
            .Select(cable => Link(Id(cable.Key.To), cable.Value)).ToList();
        links.AddRange(router == Host ? [Link(Self, Bridge)] : []);
        var flags = border && router == Host ? RouterLsaFlags.AreaBorder : RouterLsaFlags.None;
        return ForeignLsa.Of(
            LsType.Router, Id(router).Value, Id(router), 5, new RouterLsa(flags, [.. links]).Encode());
    }

    private static RouterLink Link(RouterId to, int cost) =>
        new(RouterLinkType.PointToPoint, to.Value, 1, (ushort)cost);

    private static KeptLsa Kept(byte[] bytes) =>
        new(LsaHeader.Read(OspfVersion.V2, bytes), bytes[LsaHeader.Size..], TimeSpan.Zero, TimeSpan.Zero);
}
