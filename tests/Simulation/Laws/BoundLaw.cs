using Perch.Routing.Ospf;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>Queues and memory stay bounded, and so does what one event leads to.</summary>
internal sealed class BoundLaw
{
    /// <summary>LSAs of an earlier life, and those that are or were announced.</summary>
    private const int MostOwn = 256 + 24;

    private const int MostReasons = 32;

    /// <summary>Besides own LSAs: some packets and sentences for each neighbor.</summary>
    private const int MostEffects = 64;

    /// <summary>A status is dear: it is looked at from time to time.</summary>
    private const int StatusEvery = 64;

    private long _events;

    public void Check(InstanceRun instance, IReadOnlyList<OspfEffect> effects)
    {
        var (leaf, own) = (Inside.Leaf(instance.Instance), Inside.Own(instance.Instance).All);
        var others = instance.Pod.Port.Wire.Ports.Count - 1;
        Law.Holds(own.Count <= MostOwn, "bounds", $"{own.Count} own LSAs");
        Law.Holds(leaf.Neighbors.Count <= others, "bounds", $"{leaf.Neighbors.Count} neighbors of {others}");
        Law.Holds(
            effects.Count <= MostEffects + (own.Count * (others + 2)), "bounds", $"{effects.Count} effects at once");
        foreach (var lsa in own)
        {
            Law.Holds(
                lsa.Unacknowledged.Count <= leaf.Neighbors.Count,
                "bounds", $"{lsa.Unacknowledged.Count} retransmissions of {lsa.Key}");
        }

        if (++_events % StatusEvery == 0)
        {
            var reasons = instance.Instance.Status(instance.Pod.Local).Reasons.Count;
            Law.Holds(reasons <= MostReasons, "bounds", $"{reasons} reasons");
        }
    }
}
