using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Tests.Interop.Hostile;

/// <summary>What is malformed, under the name of the real router: the speaker stays Full, its routes stay.</summary>
[Collection(SiegeTurns.Name)]
public sealed class MalformedTests(Siege siege)
{
    public static TheoryData<int, string> Known =>
    [
        .. Malformations.Both.Keys.SelectMany(what => new[] { (2, what), (3, what) }),
        .. Malformations.OnlyV2.Keys.Select(what => (2, what)),
        .. Malformations.OnlyV3.Keys.Select(what => (3, what)),
    ];

    [InteropTheory]
    [MemberData(nameof(Known))]
    public async Task What_is_malformed_harms_nothing(int version, string what)
    {
        await siege.Ready();
        var forge = new Forge(siege.Router, siege.Speaker, (OspfVersion)version);
        var make = Malformations.Both.GetValueOrDefault(what)
            ?? (version == 2 ? Malformations.OnlyV2 : Malformations.OnlyV3)[what];
        foreach (var packet in make(forge))
        {
            siege.Send(siege.Router, forge.Version, packet);
        }

        await siege.IsUnharmed();
    }

    /// <summary>CVE-2013-2236.</summary>
    [InteropFact]
    public async Task The_largest_LSA_is_acknowledged()
    {
        await siege.Ready();
        var lsa = Lsas.Of(LsType.OpaqueArea, 0x0400_0001, siege.Router.Id, 1, new byte[65_000]);
        var whole = siege.ToSpeaker(siege.Router, OspfVersion.V2, siege.Router.Update(OspfVersion.V2, lsa));
        foreach (var piece in Frame.Pieces(whole))
        {
            siege.Tap.Send(piece);
        }

        await siege.IsUnharmed();
    }
}
