namespace Perch.Model.Config;

/// <summary>Everything a speaker is told: one JSON document in <see cref="PodNames.ConfigVariable"/>.</summary>
public sealed record SpeakerConfig
{
    /// <summary>The version of this contract that is written and understood here.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>The application's service name, as the operator wrote it.</summary>
    public required string Pod { get; init; }

    /// <summary>As "172.22.76.109/32" or "fd42:4242::53/128".</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    public Families Families { get; set; } = Families.Together;

    public HealthConfig Health { get; set; } = new();

    public OspfConfig Ospf { get; set; } = new();

    public DrainConfig Drain { get; set; } = new();
}

/// <summary>How the IPv4 and the IPv6 addresses of one service depend on each other.</summary>
public enum Families
{
    /// <summary>All addresses are announced, or none.</summary>
    Together,

    /// <summary>A family whose probes fail is withdrawn alone.</summary>
    Each,
}
