using Perch.Linux;

namespace Perch.Speaker;

/// <summary>Once, when all has been started and learnt: gives back what only that needed.</summary>
internal sealed class Settling(TimeSpan started) : ITimed
{
    /// <summary>The usual hello interval, twice: by then the speaker is Full, or has said why not.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    public TimeSpan? Deadline { get; private set; } = started + Time;

    public void TimePassed(TimeSpan now)
    {
        Deadline = null;
        StartupMemory.GiveBack();
    }
}
