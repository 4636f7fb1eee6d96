namespace Perch.Speaker;

/// <summary>A part of the speaker that waits for time.</summary>
internal interface ITimed
{
    /// <summary>When it is due; null when it waits for nothing.</summary>
    TimeSpan? Deadline { get; }

    /// <summary>When something ends that must not outlive its time, however late the speaker comes to know of it: from
    /// then on this part acts before anything is taken that has arrived meanwhile. Null when there is none.</summary>
    TimeSpan? Expiry => null;

    void TimePassed(TimeSpan now);
}
