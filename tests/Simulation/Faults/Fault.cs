namespace Perch.Tests.Simulation.Faults;

/// <summary>The kinds of things that go wrong.</summary>
internal enum Fault
{
    Weather,
    Partition,
    RouterRestart,
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
