using System.Text.Json.Serialization;
using Perch.Agent.Update;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent;

/// <summary>One container of a pod as the agent last saw it.</summary>
public sealed record MemberStanding
{
    /// <summary>"holder", "application" or "speaker".</summary>
    public required string Role { get; init; }

    public required string Name { get; init; }

    public required string Id { get; init; }

    /// <summary>As the engine says it: "running", "exited", …</summary>
    public required string State { get; init; }

    /// <summary>Its last start by the engine's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How it names its holder; none of the holder itself.</summary>
    public Binding Bound { get; init; }

    /// <summary>Whose namespace it is in; none of the holder itself.</summary>
    public Residence Namespace { get; init; }

    /// <summary>Name of the image that it was made from.</summary>
    public string Image { get; init; } = "";

    /// <summary>Who made it in another's place: "perch update on hosta"; null where nobody said.</summary>
    public string? MadeBy { get; init; }

    [JsonIgnore]
    public bool IsRunning => State is "running" or "paused";

    internal static MemberStanding Of(string role, Container container, Container? holder) => new()
    {
        Role = role,
        Name = container.Name,
        Id = container.Id,
        State = container.State,
        StartedAt = container.StartedAt,
        Bound = role != PodNames.HolderRole && holder is { } there
            ? Membership.BoundBy(there, container) : Binding.None,
        Namespace = role != PodNames.HolderRole
            ? Membership.ResidenceOf(holder, container, hasInterface: false) : Residence.None,
        Image = CandidateReader.ReferenceOf(container),
        MadeBy = Replaces.Of(container)?.By,
    };
}

/// <summary>A replacement of one of a pod's containers that is under way.</summary>
/// <param name="Container">The name that it is about.</param>
/// <param name="Image">Name of the successor's image.</param>
/// <param name="By">Who began it.</param>
/// <param name="Kind">What for.</param>
public sealed record UpdateStanding(string Container, string Image, string By, ReplacementKind Kind);
