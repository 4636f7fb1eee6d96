namespace Perch.Agent.Update;

/// <summary>How one container takes another's place.</summary>
public enum ReplacementKind
{
    /// <summary>Drained, the old stopped, the new started, announced again.</summary>
    Update,

    /// <summary>The new beside the old in one namespace, on the same ports; the route never moves.</summary>
    Overlap,

    /// <summary>A speaker, by a hand-over.</summary>
    Speaker,

    /// <summary>A member that is out of its namespace: nothing is lost by stopping it.</summary>
    Heal,
}

/// <summary>A replacement that is ready to be carried out: the successor has been created.</summary>
public sealed record ReplacementPlan
{
    public required ReplacementKind Kind { get; init; }

    /// <summary>Drained by its operator before: it stays so.</summary>
    public bool Drained { get; init; }

    /// <summary>Whether it was announced before: what was not is not held against the successor's rollback.</summary>
    public bool Announced { get; init; }

    /// <summary>How many looks in a row prove a container.</summary>
    public int Rise { get; init; } = 3;

    public ReplacementLimits Limits { get; init; } = new();
}

/// <summary>How long each part may take.</summary>
public sealed record ReplacementLimits
{
    /// <summary>For each part that waits: the drain, the proof, the announcement.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Two ticks (1 s) of a BIRD between here and the client: its routes follow the withdrawal at the next.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Soak { get; init; } = TimeSpan.FromSeconds(10);
}
