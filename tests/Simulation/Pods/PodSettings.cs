using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Tests.Simulation.Pods;

/// <summary>What the operator wrote for a pod.</summary>
/// <param name="Ospf">Of each version that it speaks.</param>
internal sealed record PodSettings(
    IReadOnlyList<AnycastPrefix> Prefixes,
    Families Families,
    HealthConfig Health,
    DrainConfig Drain,
    int Probes,
    IReadOnlyList<OspfSettings> Ospf)
{
    public const uint Metric = 10;

    /// <summary>As <c>Announcer</c> has it.</summary>
    public const uint LargestMetric = 0xFF_FFFE;
}
