namespace Perch.Speaker;

/// <summary>A part of the speaker that waits for time.</summary>
internal interface ITimed
{
    /// <summary>When it is due; null when it waits for nothing.</summary>
    TimeSpan? Deadline { get; }

    void TimePassed(TimeSpan now);
}
