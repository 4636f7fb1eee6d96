namespace Perch.Tests.Simulation.Faults;

/// <summary>The kinds of things that go wrong.</summary>
internal enum Fault
{
    Weather,
    Partition,
    RouterRestart,

    /// <summary>A router has a newer copy of what a speaker says than the speaker itself.</summary>
    NewerCopy,
    PodCrash,
    PodRestart,
    PodHandOver,
    PodReboot,
    PodFreeze,
    PodPause,
    ClockSet,
    Mtu,
    LinkDown,
    ServiceWrong,
    ServiceHang,
    ServiceFlap,
    ServiceDeath,
    ServiceUnbound,
    ProbesUnheard,
    Drain,
}
