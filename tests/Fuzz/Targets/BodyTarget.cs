using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Tests.Fuzz.Engine;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>The body of one LSA: the first byte says of which kind.</summary>
internal sealed class BodyTarget(int share) : Target("bodies", maxLength: 512, share)
{
    private static readonly (OspfVersion Version, LsType Type)[] Kinds =
    [
        (OspfVersion.V2, LsType.Router), (OspfVersion.V2, LsType.AsExternal), (OspfVersion.V3, LsType.Router3),
        (OspfVersion.V3, LsType.AsExternal3), (OspfVersion.V3, LsType.Link3), (OspfVersion.V3, LsType.IntraAreaPrefix3),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (!input.IsEmpty)
        {
            var (version, type) = Kinds[input[0] % Kinds.Length];
            Bodies.Visit(version, type, input[1..]);
        }
    }
}
