namespace Perch.Agent.Events;

/// <summary>Where the agent writes down what happens: file, metrics, webhook.</summary>
public interface IPodEvents
{
    /// <summary>Never throws and never waits: what cannot be kept is dropped and counted.</summary>
    void Add(PodEvent what);
}
