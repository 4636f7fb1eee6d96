namespace Perch.Agent.Reconcile;

/// <summary>What can be done for a pod, cheapest first.</summary>
public enum StepKind
{
    StartHolder,

    /// <summary>It is gone: made again from what the agent kept of it.</summary>
    MakeHolder,

    /// <summary>It has lost its name to somebody who is gone.</summary>
    NameHolder,

    StartMember,

    /// <summary>Stopped and started: it keeps its configuration and its volumes.</summary>
    RestartMember,

    /// <summary>Made for a holder that is gone: no restart brings it back.</summary>
    RecreateMember,
}

/// <summary>One step of healing, on one container.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Id">The container's identifier; of a holder that is gone, its name.</param>
/// <param name="Name">The container's name.</param>
/// <param name="Scope">What the step is good for: when this changes, it is another step, and is tried
/// afresh.</param>
/// <param name="Why">A sentence: what is wrong.</param>
public sealed record Step(StepKind Kind, string Id, string Name, string Scope, string Why)
{
    /// <summary>By which tries are counted.</summary>
    public string Key => $"{Kind} {Id} {Scope}";

    /// <summary>On a member alone, which stays the same container.</summary>
    public bool MerelyStarts => Kind is StepKind.StartMember or StepKind.RestartMember;

    /// <summary>What is about to be done, in words.</summary>
    public string What => Kind switch
    {
        StepKind.StartHolder or StepKind.StartMember => $"starting {Name}",
        StepKind.MakeHolder => $"making {Name} again",
        StepKind.NameHolder => $"naming {Name} again",
        StepKind.RestartMember => $"restarting {Name}",
        _ => $"recreating {Name}",
    };
}
