namespace Perch.Agent.Update;

/// <summary>One step of a replacement. Each can be done twice with no harm: after a crash nobody knows whether the last
/// one was done.</summary>
public enum Step
{
    /// <summary>Tell the speaker to leave the network: de-prefer, let it move, withdraw.</summary>
    Drain,

    AwaitDrained,

    /// <summary>Withdrawn here is not yet withdrawn at every router on the way.</summary>
    Quiet,

    /// <summary>The old container's restart policy becomes "no": a daemon that restarts would start it again.</summary>
    ParkPolicy,

    StopOld,

    /// <summary>The old speaker leaves without flushing, and its container ends.</summary>
    HandOver,

    /// <summary>The old container becomes NAME.prev.</summary>
    ParkOld,

    /// <summary>NAME.next becomes NAME.</summary>
    NameNew,

    StartNew,

    /// <summary>Every socket listens and every probe passes, from inside the namespace.</summary>
    AwaitProof,

    /// <summary>Old and new share every port, and every question from many source ports is answered.</summary>
    ProveOverlap,

    /// <summary>From here on the speaker asks again what a closing socket takes with it.</summary>
    Repeat,

    Undrain,

    AwaitAnnounced,

    /// <summary>All stays well for a while.</summary>
    Soak,

    RemoveOld,

    // Back.
    StopNew,

    /// <summary>The new container becomes NAME.next again.</summary>
    UnnameNew,

    /// <summary>NAME.prev becomes NAME again.</summary>
    UnparkOld,

    RestorePolicy,

    StartOld,

    RemoveNew,
}
