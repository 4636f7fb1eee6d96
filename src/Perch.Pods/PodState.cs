namespace Perch.Pods;

/// <summary>Where a pod stands: the speaker's gate, or what keeps us from hearing of it.</summary>
public enum PodState
{
    /// <summary>No container of it exists.</summary>
    Absent,

    /// <summary>The holder or the speaker does not run.</summary>
    Stopped,

    /// <summary>The speaker runs in a namespace that its holder has no more: what it says concerns nobody.</summary>
    CutOff,

    /// <summary>The speaker runs and does not answer.</summary>
    Silent,

    Starting,

    Rising,

    /// <summary>Healthy, and not yet acknowledged by a router.</summary>
    Up,

    Announced,

    /// <summary>Some of its addresses are announced, others are not: a family that stands for itself, or that no router
    /// has acknowledged.</summary>
    Partly,

    Falling,

    Down,

    Draining,

    Drained,
}
