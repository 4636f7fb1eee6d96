using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using Perch.Speaker.Gate;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Mutations;

/// <summary>A way to break the core on purpose, at its edge: what it is told, what it does, when it wakes, or what it
/// has inside. This one breaks nothing.</summary>
internal class Mutation
{
    /// <returns>The event as the instance gets it; null: not at all.</returns>
    public virtual OspfEvent? Hears(InstanceRun instance, OspfEvent what) => what;

    /// <returns>The packet as it goes out; null: not at all.</returns>
    public virtual OspfEffect.Send? Sends(InstanceRun instance, OspfEffect.Send send) => send;

    /// <summary>An event has been handled; its effects come next.</summary>
    public virtual void Handled(InstanceRun instance)
    {
    }

    public virtual TimeSpan? Waits(InstanceRun instance, TimeSpan? deadline) => deadline;

    /// <returns>The wall clock as a new instance gets it.</returns>
    public virtual long Starts(long unixSeconds) => unixSeconds;

    /// <returns>The verdict as the announcer gets it.</returns>
    public virtual Verdict Decides(GateRun gate, Verdict verdict) => verdict;

    protected static PacketType TypeOf(ReadOnlyMemory<byte> packet) => (PacketType)packet.Span[1];
}
