using Perch.Agent.Reconcile;

namespace Perch.Agent.Watch;

/// <summary>One pod in the agent's loop: its memory, its last sighting and what was decided by it.</summary>
internal sealed class WatchedPod(PodKey key)
{
    public PodKey Key => key;

    public PodMemory Memory { get; } = new();

    /// <summary>Something happened to it since it was last looked at.</summary>
    public bool IsStale { get; set; } = true;

    public Sighting? Sighting { get; set; }

    public Verdict? Verdict { get; set; }

    public TimeSpan JudgedAt { get; set; }

    public string? LastHeal { get; set; }

    public DateTimeOffset? LastHealAt { get; set; }

    public long Heals { get; set; }

    public bool IsDue(TimeSpan now) => IsStale || Verdict?.LookAgain <= now;

    public PodStanding Standing => new()
    {
        Project = key.Project,
        Service = key.Service,
        Verdict = Verdict?.Kind ?? VerdictKind.Settling,
        Reason = Verdict?.Reason ?? "",
        Notes = Verdict?.Notes ?? [],
        Next = Verdict?.Step?.What,
        LastHeal = LastHeal,
        LastHealAt = LastHealAt,
        Heals = Heals,
        Members = Sighting?.Standings() ?? [],
        Update = Sighting?.Update(),
    };
}
