namespace Perch.Routing.Ospf.Reasons;

/// <summary>Everything that commonly goes wrong between two routers. The first group is found in Hellos and settled by
/// a Hello that agrees.</summary>
internal enum ReasonKind
{
    Area,
    Hello,
    Dead,
    Mask,
    AreaType,
    Authentication,
    Subnet,
    TimeToLive,
    Instance,
    LastOfHello = Instance,

    NetworkType,
    PriorityZero,
    OurRouterId,
    TheirRouterId,
    LastOfHeard = TheirRouterId,

    KeyTime,
    Mtu,
    Stuck,
    NoDesignatedRouter,
    Nobody,
    LinkDown,
    AnnounceAs,
    Unacknowledged,
    FoughtOver,
    TwoHosts,
    Malformed,
}
