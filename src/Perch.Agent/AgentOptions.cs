using Perch.Agent.Events;
using Perch.Agent.Heal;
using Perch.Agent.Journal;
using Perch.Docker;

namespace Perch.Agent;

/// <summary>What an agent runs with.</summary>
public sealed record AgentOptions
{
    /// <summary>Where the agent keeps what must outlive it.</summary>
    public const string DefaultStateDirectory = "/var/lib/perch-agent";

    /// <summary>Reaches the engine anew, each time it is called.</summary>
    public required Func<CancellationToken, Task<DockerClient>> Connect { get; init; }

    public required AgentLog Log { get; init; }

    public required TimeProvider Time { get; init; }

    public string StateDirectory { get; init; } = DefaultStateDirectory;

    /// <summary>Told of everything that happens to a pod.</summary>
    public IReadOnlyList<IPodEvents> Events { get; init; } = [];

    /// <summary>How members are made anew on an engine.</summary>
    public required Func<DockerClient, OperationJournal, IRecreate> Recreate { get; init; }

    /// <summary>How often everything is looked at although nothing happened.</summary>
    public TimeSpan FullPass { get; init; } = TimeSpan.FromSeconds(30);
}
