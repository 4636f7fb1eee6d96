using Perch.Cli.Pods;
using Perch.Docker;
using Perch.Docker.Endpoint;

namespace Perch.Cli.Doctor;

/// <summary>Everything that was found out before anything is judged; a test writes it down by hand.</summary>
internal sealed record Facts
{
    public required DockerEndpoint Endpoint { get; init; }

    public required EngineVersion Version { get; init; }

    public required EngineInfo Engine { get; init; }

    /// <summary>"2.26.1"; null without Compose.</summary>
    public string? Compose { get; init; }

    public required IReadOnlyList<Network> Networks { get; init; }

    public required IReadOnlyList<ContainerEntry> Containers { get; init; }

    public required IReadOnlyList<PodReport> Pods { get; init; }

    /// <summary>Whether the engine's bridges are interfaces of this very machine.</summary>
    public required bool IsThisMachine { get; init; }

    /// <summary>Rules of the chain DOCKER-USER, as "iptables -S" prints them; null when it could not be read.</summary>
    public IReadOnlyList<string>? FirewallRules { get; init; }

    public IEnumerable<string> Addresses =>
        Pods.SelectMany(pod => pod.Speaker?.Addresses ?? []).Select(address => address.Address).Distinct();
}
