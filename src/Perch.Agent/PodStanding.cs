using System.Text.Json.Serialization;
using Perch.Agent.Reconcile;
using Perch.Agent.Routes;

namespace Perch.Agent;

/// <summary>Where a pod stands with its agent; never changed, only replaced.</summary>
public sealed record PodStanding
{
    /// <summary>The pod's Compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The application's service name.</summary>
    public required string Service { get; init; }

    public required VerdictKind Verdict { get; init; }

    /// <summary>What is wrong or who is at work; empty when all is well.</summary>
    public required string Reason { get; init; }

    /// <summary>Of members that are left as they are.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What is done next, in words; null when nothing is.</summary>
    public string? Next { get; init; }

    /// <summary>What was last done for it, in words; null when nothing was since the agent started.</summary>
    public string? LastHeal { get; init; }

    /// <summary>When; for people.</summary>
    public DateTimeOffset? LastHealAt { get; init; }

    /// <summary>How many steps of healing the agent has carried out for it since it started.</summary>
    public required long Heals { get; init; }

    /// <summary>The last update, in words, whoever did it; null when none is known of.</summary>
    public string? LastUpdate { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? LastUpdateAt { get; init; }

    /// <summary>Its containers: holder, speaker, application.</summary>
    public IReadOnlyList<MemberStanding> Members { get; set; } = [];

    /// <summary>An update that is under way; null when none is.</summary>
    public UpdateStanding? Update { get; init; }

    /// <summary>Where its routes are; null until its speaker was heard.</summary>
    public RouteStanding? Routes { get; init; }

    [JsonIgnore]
    public PodKey Key => new(Project, Service);

    public MemberStanding? Member(string role) => Members.FirstOrDefault(member => member.Role == role);
}
