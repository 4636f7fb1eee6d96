using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Origination;

/// <summary>
/// The least valid body of an LSA that an earlier life left behind and whose contents nobody knows any more. A flush
/// must carry a body: BIRD drops the adjacency over a bare header ("invalid LSA length (20)").
/// </summary>
internal static class FlushedBody
{
    /// <returns>Null for a type that no earlier life of ours can have originated.</returns>
    public static byte[]? Of(LsType type) => type switch
    {
        LsType.Router => new RouterLsa(RouterLsaFlags.None, []).Encode(),
        LsType.Network => [255, 255, 255, 255, 0, 0, 0, 0],
        LsType.SummaryNetwork or LsType.SummaryAsbr => new byte[8],
        LsType.AsExternal or LsType.Nssa =>
            new AsExternalLsa(uint.MaxValue, Type2: true, AsExternalLsa.MaxMetric, Forwarding: 0, Tag: 0).Encode(),
        _ => null,
    };
}
