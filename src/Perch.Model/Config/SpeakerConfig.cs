namespace Perch.Model.Config;

/// <summary>Everything a speaker is told: one JSON document in <see cref="PodNames.ConfigVariable"/>.</summary>
public sealed record SpeakerConfig
{
    /// <summary>The version of this contract that is written and understood here.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>The application's service name, as the operator wrote it.</summary>
    public required string Pod { get; init; }

    /// <summary>The addresses that stand and fall together, as "172.22.76.109/32".</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    public HealthConfig Health { get; set; } = new();

    public OspfConfig Ospf { get; set; } = new();

    public DrainConfig Drain { get; set; } = new();
}
