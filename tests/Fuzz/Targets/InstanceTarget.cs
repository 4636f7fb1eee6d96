using Perch.Routing.Ospf;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>A whole instance, with or without keys: the input is a script of what happens to it, and after every step
/// everything is checked that always holds.</summary>
internal sealed class InstanceTarget(OspfVersion version, bool isSealed, int share)
    : Target($"{(isSealed ? "sealed" : "instance")}{(int)version}", maxLength: 384, share)
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        var script = new Script(input);
        new Play(World.Of(version, isSealed, ref script)).Run(ref script);
    }
}
