using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Mutations;
using Perch.Tests.Simulation.Network;
using Perch.Tests.Simulation.Pods;
using Perch.Tests.Simulation.Routers;

namespace Perch.Tests.Simulation;

/// <summary>One network of routers and pods, in simulated time.</summary>
internal sealed class World(int seed, Mutation mutation, Action<string>? trace)
{
    public Timeline Time { get; } = new();

    public Chance Chance { get; } = new(seed);

    /// <summary>How the core is broken on purpose: as a rule not at all.</summary>
    public Mutation Mutation { get; } = mutation;

    /// <summary>Set while a seed is played for a reader.</summary>
    public Action<string>? Trace { get; } = trace is null ? null : line => trace(line);

    public List<Wire> Wires { get; } = [];

    public List<Router> Routers { get; } = [];

    public List<Pod> Pods { get; } = [];

    public Guard Guard { get; } = new();

    /// <summary>Nothing disturbs anybody, and nobody ends.</summary>
    public bool IsQuiet { get; set; }

    public TimeSpan Now => Time.Now;

    /// <summary>The clock of those whose clock is right.</summary>
    public long UnixSeconds => 1_800_000_000 + (long)Now.TotalSeconds;

    public void Note(string who, string what) => Trace?.Invoke($"{Now.TotalSeconds,11:0.000000} {who,-10} {what}");
}
