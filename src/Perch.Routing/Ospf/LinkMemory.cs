using Perch.Model;
using Perch.Model.Config;

namespace Perch.Routing.Ospf;

/// <summary>What an instance knows of its link, to be handed to the next speaker: with it the first Hello is right,
/// names the routers, and is followed by a Database Description to each.</summary>
/// <param name="DesignatedRouter">As <c>Leaf.DesignatedRouter</c>: its interface address in OSPFv2, its router id in
/// OSPFv3; zero on a point-to-point link.</param>
/// <param name="Neighbors">Those that are Full.</param>
public sealed record LinkMemory(
    AreaId Area,
    AreaType AreaType,
    NetworkType NetworkType,
    TimeSpan HelloInterval,
    TimeSpan RouterDeadInterval,
    uint DesignatedRouter,
    IReadOnlyList<RememberedNeighbor> Neighbors)
{
    /// <summary>How the router makes keys of secrets (<see cref="Authentication.Derivation"/>), which only it can tell;
    /// null: it has told nothing.</summary>
    public int? Derivation { get; init; }

    /// <summary>Nothing new: whoever writes it down has written it.</summary>
    public bool IsSameAs(LinkMemory other) =>
        this with { Neighbors = other.Neighbors } == other && Neighbors.SequenceEqual(other.Neighbors);
}

/// <summary>A router that was Full.</summary>
/// <param name="InterfaceId">OSPFv3.</param>
public readonly record struct RememberedNeighbor(RouterId Id, IpAddress Address, uint InterfaceId = 0);
