using Perch.Routing.Ospf;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>A whole instance: the input is a script of what happens to it, and after every step everything is checked
/// that always holds.</summary>
internal sealed class InstanceTarget(OspfVersion version)
    : Target(version == OspfVersion.V2 ? "instance2" : "instance3", maxLength: 384)
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        var script = new Script(input);
        new Play(World.Of(version, ref script)).Run(ref script);
    }
}
