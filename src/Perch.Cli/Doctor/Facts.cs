using Perch.Compose;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Pods;

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

    /// <summary>Containers that live in the namespace of a pod and are no part of it.</summary>
    public IReadOnlyList<Container> Joined { get; init; } = [];

    /// <summary>What is wrong with the Compose file of this directory.</summary>
    public IReadOnlyList<ComposeError> ComposeErrors { get; init; } = [];

    /// <summary>Whether the engine's bridges are interfaces of this very machine.</summary>
    public required bool IsThisMachine { get; init; }

    /// <summary>Rules of the chain DOCKER-USER, as "iptables -S" prints them; null when it could not be read.</summary>
    public IReadOnlyList<string>? FirewallRules { get; init; }

    /// <summary>The same of ip6tables; empty where the engine filters no IPv6 at all.</summary>
    public IReadOnlyList<string>? FirewallRulesV6 { get; init; }

    /// <summary>Whether this machine forwards IPv6; null when it is not the engine's.</summary>
    public bool? ForwardsV6 { get; init; }

    /// <summary>Interfaces of this machine with a link-local IPv6 address; null when it is not the engine's.</summary>
    public IReadOnlySet<string>? LinkLocal { get; init; }

    public bool HasV6 => Addresses.Any(IsV6);

    public IEnumerable<string> Addresses =>
        Pods.SelectMany(pod => pod.Speaker?.Addresses ?? []).Select(address => address.Address).Distinct();

    public static bool IsV6(string address) => address.Contains(':', StringComparison.Ordinal);
}
