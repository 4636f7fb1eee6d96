using Perch.Model.Status;

namespace Perch.Agent.Update;

/// <summary>A pod at one moment, as a replacement looks at it.</summary>
public sealed record PodSight
{
    /// <summary>Null when the speaker was not heard.</summary>
    public GateState? Gate { get; init; }

    /// <summary>A router has its routes.</summary>
    public bool Announced { get; init; }

    /// <summary>Every required socket listens.</summary>
    public bool Listening { get; init; }

    /// <summary>The last look passed.</summary>
    public bool Passing { get; init; }

    /// <summary>How long ago the last look was; null without probes, or before the first.</summary>
    public TimeSpan? LookedAgo { get; init; }

    /// <summary>Why it is not announced, in the speaker's words.</summary>
    public string Why { get; init; } = "the speaker does not answer";

    /// <summary>Null when the engine was not heard.</summary>
    public MemberSight? Old { get; init; }

    public MemberSight? New { get; init; }
}

/// <summary>One container of a replacement.</summary>
/// <param name="Running">Whether its process runs.</param>
/// <param name="Restarts">How often the engine had to start it again.</param>
/// <param name="ExitCode">Of a process that has ended.</param>
/// <param name="Health">Docker's own check: "starting", "healthy", "unhealthy"; null without one.</param>
public readonly record struct MemberSight(bool Running, long Restarts, long ExitCode, string? Health)
{
    /// <summary>Why it is of no use; null while there is hope.</summary>
    public string? Trouble => this switch
    {
        { Restarts: > 0 } => $"it ended and was started again {Restarts} times (exit code {ExitCode})",
        { Running: false } => $"it has ended (exit code {ExitCode})",
        { Health: "unhealthy" } => "its own health check calls it unhealthy",
        _ => null,
    };

    /// <summary>Its own health check, if it has one, has passed.</summary>
    public bool IsHealthy => Health is null or "healthy";
}
