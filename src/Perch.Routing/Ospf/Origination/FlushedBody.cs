using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V3;
using Perch.Routing.Ospf.Packets;
using Lsas2 = Perch.Routing.Ospf.Lsas.V2;

namespace Perch.Routing.Ospf.Origination;

/// <summary>
/// The least valid body of an LSA that an earlier life left behind and whose contents nobody knows any more. A flush
/// must carry a body: BIRD drops the adjacency over a bare header ("invalid LSA length (20)").
/// </summary>
internal static class FlushedBody
{
    private static readonly Prefix DefaultRoute = new(0, PrefixOptions.None, 0);

    /// <returns>Null for a type that no earlier life of ours can have originated.</returns>
    public static byte[]? Of(LsType type) => type switch
    {
        LsType.Router => new Lsas2.RouterLsa(Lsas2.RouterLsaFlags.None, []).Encode(),
        LsType.Network => [255, 255, 255, 255, 0, 0, 0, 0],
        LsType.SummaryNetwork or LsType.SummaryAsbr => new byte[8],
        LsType.AsExternal or LsType.Nssa =>
            new Lsas2.AsExternalLsa(uint.MaxValue, Type2: true, AnnounceForm.MaxExternalMetric, Forwarding: 0, Tag: 0)
                .Encode(),
        LsType.Link3 => new LinkLsa(0, Options.None, default).Encode(),
        LsType.Router3 => new RouterLsa(RouterLsaFlags.None, Options.None, []).Encode(),
        LsType.Network3 or LsType.InterAreaPrefix3 => new byte[8],
        LsType.InterAreaRouter3 => new byte[12],
        LsType.AsExternal3 or LsType.Nssa3 =>
            new AsExternalLsa(DefaultRoute, Type2: true, AnnounceForm.MaxExternalMetric, Forwarding: null, Tag: 0)
                .Encode(),
        LsType.IntraAreaPrefix3 => new IntraAreaPrefixLsa(default, Prefix: null, Metric: 0).Encode(),
        _ => null,
    };

    /// <summary>OSPFv3 has no options in the header of an LSA.</summary>
    public static Options OptionsOf(Leaf leaf) =>
        leaf.Version == OspfVersion.V2 ? leaf.Parameters!.Options : Options.None;
}
