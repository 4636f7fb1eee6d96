using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Mutations;

/// <summary>Nothing is waited for: only what comes in makes an instance act.</summary>
internal sealed class NoDeadline : Mutation
{
    public override TimeSpan? Waits(InstanceRun instance, TimeSpan? deadline) => null;
}

/// <summary>The first sequence number is 0x80000001, as it is of a router without a clock.</summary>
internal sealed class InitialSequence : Mutation
{
    public override long Starts(long unixSeconds) => 0;
}

/// <summary>A neighbor that is no longer heard lives on.</summary>
internal sealed class NoDeadInterval : Mutation
{
    public override void Handled(InstanceRun instance) =>
        Inside.Leaf(instance.Instance).Neighbors.ForEach(neighbor => neighbor.InactiveAt = TimeSpan.MaxValue);
}

/// <summary>No LSA is ever refreshed.</summary>
internal sealed class NoRefresh : Mutation
{
    public override void Handled(InstanceRun instance)
    {
        foreach (var lsa in Inside.Own(instance.Instance).All)
        {
            lsa.OriginatedAt = instance.Pod.Local;
        }
    }
}

/// <summary>A new instance of an LSA does not wait until the one before has been taken.</summary>
internal sealed class NoPace : Mutation
{
    public override void Handled(InstanceRun instance)
    {
        foreach (var lsa in Inside.Own(instance.Instance).All)
        {
            lsa.NotBefore = TimeSpan.Zero;
        }
    }
}
