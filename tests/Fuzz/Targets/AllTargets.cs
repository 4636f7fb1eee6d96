using Perch.Routing.Ospf;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Everything that is fuzzed, and how many of a thousand executions it gets: one of a whole instance takes as
/// long as fifty of a decoder.</summary>
internal static class AllTargets
{
    /// <summary>Of all together.</summary>
    public const int Shares = 1000;

    public static Target[] All { get; } =
    [
        new DatagramTarget(share: 40),
        new PacketTarget(OspfVersion.V2, share: 262),
        new PacketTarget(OspfVersion.V3, share: 262),
        new BodyTarget(share: 204),
        new OpenerTarget(OspfVersion.V2, share: 100),
        new OpenerTarget(OspfVersion.V3, share: 100),
        new InstanceTarget(OspfVersion.V2, isSealed: false, share: 8),
        new InstanceTarget(OspfVersion.V3, isSealed: false, share: 8),
        new InstanceTarget(OspfVersion.V2, isSealed: true, share: 8),
        new InstanceTarget(OspfVersion.V3, isSealed: true, share: 8),
    ];

    public static Target Named(string name) =>
        Array.Find(All, target => target.Name == name)
        ?? throw new ArgumentException($"{name} is none of {string.Join(", ", All.Select(target => target.Name))}");
}
