namespace Perch.Agent.Update;

/// <summary>What somebody wants updated, and how.</summary>
public sealed record UpdateOrder
{
    /// <summary>The pod's Compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The pod's service.</summary>
    public required string Service { get; init; }

    /// <summary>The speaker instead of the application.</summary>
    public bool Speaker { get; init; }

    /// <summary>Another image than the one that the container names; null takes that one anew.</summary>
    public string? Image { get; init; }

    /// <summary>Ask the registry; otherwise the image is what the engine has under its name.</summary>
    public bool Pull { get; init; } = true;

    /// <summary>Also where nobody else announces the addresses.</summary>
    public bool Force { get; init; }

    /// <summary>Old and new side by side, for an application that shares its ports (SO_REUSEPORT).</summary>
    public bool Overlap { get; init; }

    public ReplacementLimits Limits { get; init; } = new();

    /// <summary>Who does it, for others to read: "perch update on hosta".</summary>
    public required string By { get; init; }
}

/// <summary>How an update ended.</summary>
public sealed record UpdateResult
{
    public required UpdateOutcome Outcome { get; init; }

    /// <summary>Why it was rolled back, or failed; empty when it was not.</summary>
    public string Why { get; init; } = "";

    /// <summary>The image reference.</summary>
    public required string Image { get; init; }

    public required string OldImageId { get; init; }

    public required string NewImageId { get; init; }

    public TimeSpan Took { get; init; }
}

/// <summary>What became of an update.</summary>
public enum UpdateOutcome
{
    /// <summary>The container runs that image already.</summary>
    UpToDate,
    Updated,

    /// <summary>The old container is back.</summary>
    RolledBack,

    /// <summary>Neither answers: the service stays withdrawn.</summary>
    Failed,
}
