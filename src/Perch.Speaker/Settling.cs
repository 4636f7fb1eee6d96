using Perch.Linux;

namespace Perch.Speaker;

/// <summary>Gives back the memory that only the start needed, and from then on what only a rare moment did.</summary>
internal sealed class Settling(TimeSpan started) : ITimed
{
    /// <summary>The usual hello interval, twice: by then the speaker is Full, or has said why not.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    private IdleMemory? _memory;

    public TimeSpan? Deadline { get; private set; } = started + Time;

    public void TimePassed(TimeSpan now)
    {
        Deadline = now + Time;
        _memory ??= new IdleMemory();
        _memory.GiveBack();
    }
}
