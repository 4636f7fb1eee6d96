using Perch.Model.Status;

namespace Perch.Agent.Routes;

/// <summary>Where the routes of a pod are.</summary>
public sealed record RouteStanding
{
    /// <summary>A router has all of them.</summary>
    public required bool Announced { get; init; }

    /// <summary>They were announced once, and went.</summary>
    public required bool Away { get; init; }

    /// <summary>Since when all of them are announced, or not.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What announced or withdrew them.</summary>
    public required string Why { get; init; }

    /// <summary>The speaker's verdict on the application; null when the speaker is not there.</summary>
    public GateState? Gate { get; init; }

    public required IReadOnlyList<PrefixStanding> Prefixes { get; init; }
}

/// <summary>One anycast address: "172.22.76.109/32".</summary>
public sealed record PrefixStanding(string Prefix, bool Announced);
