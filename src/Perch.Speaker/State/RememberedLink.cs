using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Speaker.State;

/// <summary>A <see cref="LinkMemory"/> as it is written down.</summary>
internal sealed record RememberedLink
{
    /// <summary>2 or 3.</summary>
    public int Version { get; set; } = 2;

    /// <summary>The interface's own subnet, "172.18.3.0/24": its name may be another next time. In OSPFv3, where every
    /// link is fe80::/64, its address.</summary>
    public required string Subnet { get; init; }

    /// <summary>Time since the machine started, when this was known to be true.</summary>
    public required TimeSpan At { get; init; }

    public required string Area { get; init; }

    public required AreaType AreaType { get; init; }

    public required NetworkType NetworkType { get; init; }

    public required TimeSpan Hello { get; init; }

    public required TimeSpan Dead { get; init; }

    /// <summary>Its interface address; in OSPFv3 its router id; 0.0.0.0 on a point-to-point link.</summary>
    public required string DesignatedRouter { get; init; }

    public required IReadOnlyList<RememberedRouter> Neighbors { get; init; }

    /// <summary><see cref="LinkMemory.Derivation"/>.</summary>
    public int? Derivation { get; set; }

    public static RememberedLink From(LinkMemory memory, OspfVersion version, OspfLink link, TimeSpan at) => new()
    {
        Version = (int)version,
        Subnet = SubnetOf(version, link),
        At = at,
        Area = memory.Area.ToString(),
        AreaType = memory.AreaType,
        NetworkType = memory.NetworkType,
        Hello = memory.HelloInterval,
        Dead = memory.RouterDeadInterval,
        DesignatedRouter = DottedQuad.Format(memory.DesignatedRouter),
        Neighbors = [.. memory.Neighbors.Select(RememberedRouter.From)],
        Derivation = memory.Derivation,
    };

    public bool IsOf(OspfVersion version, OspfLink link) =>
        Version == (int)version && Subnet == SubnetOf(version, link);

    /// <summary>Null once it is older than the dead interval: the routers have then forgotten us.</summary>
    public LinkMemory? AsOf(TimeSpan now)
    {
        if (now < At || now - At >= Dead
            || !AreaId.TryParse(Area, out var area)
            || !DottedQuad.TryParse(DesignatedRouter, out var designatedRouter))
        {
            return null;
        }

        var neighbors = new List<RememberedNeighbor>();
        foreach (var router in Neighbors)
        {
            if (RouterId.TryParse(router.Id, out var id) && IpAddress.TryParse(router.Address, out var address))
            {
                neighbors.Add(new RememberedNeighbor(id, address, router.InterfaceId));
            }
        }

        return new LinkMemory(area, AreaType, NetworkType, Hello, Dead, designatedRouter, neighbors)
        {
            Derivation = Derivation,
        };
    }

    private static string SubnetOf(OspfVersion version, OspfLink link) => version is OspfVersion.V3
        ? link.Address.ToString()
        : Config.Subnet.Of(link.Address, link.PrefixLength).ToString();
}

/// <summary>A <see cref="RememberedNeighbor"/> as it is written down.</summary>
internal sealed record RememberedRouter(string Id, string Address, uint InterfaceId = 0)
{
    public static RememberedRouter From(RememberedNeighbor neighbor) =>
        new(neighbor.Id.ToString(), neighbor.Address.ToString(), neighbor.InterfaceId);
}
