using Perch.Docker;

namespace Perch.Agent.Watch;

/// <summary>What reaches the agent's loop from outside.</summary>
internal abstract record AgentMessage
{
    private AgentMessage()
    {
    }

    /// <summary>The engine answers, and its events flow: everything must be looked at.</summary>
    public sealed record Connected(DockerClient Docker) : AgentMessage;

    /// <summary>The engine went, or was never there.</summary>
    /// <param name="Reason">What was seen of it.</param>
    /// <param name="ByUs">The agent gave it up, not the engine.</param>
    public sealed record Lost(string Reason, bool ByUs) : AgentMessage;

    public sealed record Happened(EngineEvent What) : AgentMessage;
}
