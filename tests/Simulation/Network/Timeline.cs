namespace Perch.Tests.Simulation.Network;

/// <summary>The time of the whole world, and what is still to come in it. What is due at one moment happens in the
/// order in which it was arranged: a run is the same each time.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> _due = new();
    private long _number;

    public TimeSpan Now { get; private set; }

    /// <summary>Things that have happened.</summary>
    public long Steps { get; private set; }

    public void At(TimeSpan at, Action what) => _due.Enqueue(what, (at > Now ? at : Now, _number++));

    public void In(TimeSpan time, Action what) => At(Now + time, what);

    /// <summary>Lets everything happen that is due until then.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_due.TryPeek(out var what, out var due) && due.At <= end)
        {
            _due.Dequeue();
            Now = due.At;
            Steps++;
            what();
        }

        Now = end;
    }
}
