namespace Perch.Agent.Events;

/// <summary>One event to several who want it.</summary>
public sealed class EventFan(params IReadOnlyList<IPodEvents> takers) : IPodEvents
{
    public void Add(PodEvent what)
    {
        foreach (var taker in takers)
        {
            taker.Add(what);
        }
    }
}
