namespace Perch.Agent.Update;

/// <summary>Everything that can happen to a replacement. Time comes beside it, never inside.</summary>
public abstract record ReplacementEvent
{
    /// <summary>First event.</summary>
    public sealed record Begun : ReplacementEvent;

    /// <summary>Takes up a replacement whose author is gone: the names tell that the successor has its name
    /// already.</summary>
    public sealed record TakenUp : ReplacementEvent;

    /// <summary>Undoes a replacement whose author is gone.</summary>
    /// <param name="Why">What to say of it.</param>
    public sealed record GivenUp(string Why) : ReplacementEvent;

    /// <summary>What <see cref="ReplacementEffect.Do"/> asked for is done.</summary>
    public sealed record Done : ReplacementEvent;

    /// <summary>It could not be done.</summary>
    public sealed record Failed(string Why) : ReplacementEvent;

    /// <summary>The pod as it is now.</summary>
    public sealed record Seen(PodSight Pod) : ReplacementEvent;

    /// <summary>Whoever ordered it wants no more of it.</summary>
    public sealed record Interrupted : ReplacementEvent;
}

/// <summary>Everything that a replacement asks of the world.</summary>
public abstract record ReplacementEffect
{
    /// <summary>Write down, then do, and tell with <see cref="ReplacementEvent.Done"/> or <see
    /// cref="ReplacementEvent.Failed"/>.</summary>
    public sealed record Do(Step Step) : ReplacementEffect;

    /// <summary>Look at the pod again and again, and tell with <see cref="ReplacementEvent.Seen"/>.</summary>
    public sealed record Watch(Step Step) : ReplacementEffect;

    /// <summary>Say this once.</summary>
    public sealed record Say(string Sentence) : ReplacementEffect;

    /// <summary>It is over.</summary>
    public sealed record Ended(Outcome Outcome, string Why) : ReplacementEffect;
}

/// <summary>How a replacement ended.</summary>
public enum Outcome
{
    /// <summary>The new container is there.</summary>
    Replaced,

    /// <summary>The old container is back.</summary>
    RolledBack,

    /// <summary>Neither is well: the service stays withdrawn.</summary>
    Failed,
}
