using Perch.Agent.Events;

namespace Perch.Agent.Webhooks;

/// <summary>What is sent to a webhook. A field is added under the same version; one that changes its meaning raises
/// it.</summary>
/// <param name="Host">Which host's agent says so.</param>
/// <param name="Event">What happened.</param>
public sealed record WebhookMessage(string Host, PodEvent Event)
{
    public int Version { get; set; } = 1;
}
