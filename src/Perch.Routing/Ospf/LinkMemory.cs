using Perch.Model;
using Perch.Model.Config;

namespace Perch.Routing.Ospf;

/// <summary>What an instance knows of its link, to be handed to the next speaker: with it the first Hello is right and
/// already names the routers.</summary>
public sealed record LinkMemory(
    AreaId Area,
    AreaType AreaType,
    NetworkType NetworkType,
    TimeSpan HelloInterval,
    TimeSpan RouterDeadInterval,
    IReadOnlyList<RouterId> Neighbors);
