namespace Perch.Agent.Update;

/// <summary>Counts the looks in a row that passed since a container was started.</summary>
internal sealed class Proof(TimeSpan since, int rise)
{
    /// <summary>Half of the shortest interval between two looks; the clock here and the speaker's word for how long ago
    /// differ by less.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);

    private TimeSpan _last = since;

    public int Passes { get; private set; }

    public bool IsGiven => Passes >= rise;

    public void Add(PodSight pod, TimeSpan now)
    {
        if (pod.Gate is null)
        {
            return;
        }

        if (!pod.Listening || !pod.Passing)
        {
            Passes = 0;
            return;
        }

        // Without probes a look is a look at the sockets.
        var at = now - (pod.LookedAgo ?? TimeSpan.Zero);
        if (at - _last >= Apart)
        {
            _last = at;
            Passes++;
        }
    }
}
