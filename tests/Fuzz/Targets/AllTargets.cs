using Perch.Routing.Ospf;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>Everything that is fuzzed.</summary>
internal static class AllTargets
{
    public static Target[] All { get; } =
    [
        new PacketTarget(OspfVersion.V2),
        new PacketTarget(OspfVersion.V3),
        new BodyTarget(),
        new OpenerTarget(OspfVersion.V2),
        new OpenerTarget(OspfVersion.V3),
        new InstanceTarget(OspfVersion.V2),
        new InstanceTarget(OspfVersion.V3),
    ];

    public static Target Named(string name) =>
        Array.Find(All, target => target.Name == name)
        ?? throw new ArgumentException($"{name} is none of {string.Join(", ", All.Select(target => target.Name))}");
}
