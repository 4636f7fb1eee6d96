using System.Net;
using Perch.Agent.Events;
using Perch.Agent.Heal;
using Perch.Agent.Journal;
using Perch.Agent.Webhooks;
using Perch.Docker;
using Perch.Tls;

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

    /// <summary>Where it answers questions.</summary>
    public string SocketPath { get => field ?? DefaultSocket(StateDirectory); init; }

    /// <summary>Where Prometheus finds its metrics; null for nowhere.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>Where every event is sent; null for nowhere.</summary>
    public WebhookTarget? Webhook { get; init; }

    /// <summary>Who may vouch for a webhook's server.</summary>
    public required Authorities Authorities { get; init; }

    /// <summary>Told of every look; null when nobody wants to know.</summary>
    public IAgentObserver? Observer { get; init; }

    /// <summary>How members are made anew on an engine.</summary>
    public required Func<DockerClient, OperationJournal, IRecreate> Recreate { get; init; }

    /// <summary>How often everything is looked at although nothing happened.</summary>
    public TimeSpan FullPass { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Beside what it keeps: the one folder that an agent has wherever it runs.</summary>
    public static string DefaultSocket(string stateDirectory) => Path.Combine(stateDirectory, "api.sock");
}

/// <summary>Who sees what the agent's loop sees, and adds what it knows. Called from the loop: it never
/// waits.</summary>
public interface IAgentObserver
{
    /// <returns>The same pods, with what the observer knows of them.</returns>
    IReadOnlyList<PodStanding> Looked(IReadOnlyList<PodStanding> pods, bool connected, TimeSpan? fullPassTook);

    /// <summary>One pass is over: looks, verdicts, and a step at most.</summary>
    void Passed(TimeSpan took);
}
