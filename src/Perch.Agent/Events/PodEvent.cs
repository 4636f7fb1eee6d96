namespace Perch.Agent.Events;

/// <summary>Something that happened to a pod: when, what, and why, in words an operator acts on.</summary>
public sealed record PodEvent
{
    /// <summary>Wall clock, for people; nothing is decided by it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The pod's Compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The application's service name.</summary>
    public required string Service { get; init; }

    public required PodEventKind Kind { get; init; }

    /// <summary>One sentence: what happened and why.</summary>
    public required string Sentence { get; init; }

    /// <summary>Name of the container that it happened to; null where it concerns the whole pod.</summary>
    public string? Container { get; init; }

    /// <summary>How long it took, or how long a route was away; null where nothing ended.</summary>
    public TimeSpan? Took { get; init; }
}

/// <summary>What can happen to a pod. A kind is added, never renamed: files and webhooks carry it.</summary>
public enum PodEventKind
{
    /// <summary>First seen by the agent.</summary>
    Adopted,

    /// <summary>Its containers are gone on purpose.</summary>
    Released,

    /// <summary>A router has its routes.</summary>
    Announced,

    /// <summary>Its routes are away.</summary>
    Withdrawn,

    /// <summary>A member was found outside its namespace, stopped or missing.</summary>
    Broken,

    /// <summary>One step of healing was done.</summary>
    Healed,

    /// <summary>Healing was tried as often as it may be, and gave up until something changes.</summary>
    Wedged,

    /// <summary>A container was replaced by somebody else: Compose, another updater.</summary>
    Replaced,

    UpdateStarted,

    Updated,

    RolledBack,

    /// <summary>An update was refused or broken off before anything was stopped.</summary>
    UpdateRefused,

    /// <summary>Neither the new nor the old container answers: the service stays withdrawn.</summary>
    UpdateFailed,
}
