namespace Perch.Agent.Events;

/// <summary>Which events somebody asks for; everything, unless it says less.</summary>
public sealed record EventQuery
{
    /// <summary>Not those before it.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? Project { get; init; }

    public string? Service { get; init; }

    /// <summary>The youngest so many.</summary>
    public int? Last { get; init; }

    public bool Matches(PodEvent what) =>
        !(what.At < Since)
        && (Project is null || Project == what.Project)
        && (Service is null || Service == what.Service);
}
