namespace Perch.Agent.Reconcile;

/// <summary>Where a pod stands with its agent.</summary>
public enum VerdictKind
{
    /// <summary>The holder runs and its members are in its namespace.</summary>
    Well,

    /// <summary>Something is not running, and is to stay so: its operator stopped it, or it was never
    /// started.</summary>
    Resting,

    /// <summary>Somebody else is at work: Compose, an update, Docker's own restart.</summary>
    InFlight,

    /// <summary>Something is wrong, and is about to be mended: what is in motion may settle first.</summary>
    Settling,

    /// <summary>A step is to be carried out now.</summary>
    Heal,

    /// <summary>A step failed and is tried again later.</summary>
    BackingOff,

    /// <summary>Tried as often as it may be, or nothing can be done: until something changes, it is for its
    /// operator.</summary>
    Wedged,

    /// <summary>None of its containers is left.</summary>
    Gone,
}

/// <summary>What is to become of a pod.</summary>
public sealed record Verdict(VerdictKind Kind)
{
    /// <summary>What is wrong or who is at work; empty when all is well.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The step that is, was or would be next.</summary>
    public Step? Step { get; init; }

    /// <summary>Steps on other members that may go on beside it: what merely starts waits for nobody.</summary>
    public IReadOnlyList<Step> Beside { get; init; } = [];

    /// <summary>When to look again although nothing happens; on the agent's own clock.</summary>
    public TimeSpan? LookAgain { get; init; }

    /// <summary>Of members that are left as they are.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
