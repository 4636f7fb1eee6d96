using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Reasons;

/// <summary>LSAs as an operator calls them.</summary>
internal static class LsaName
{
    public static string Of(AnnounceAs form, OspfVersion version = OspfVersion.V2) => form switch
    {
        AnnounceAs.External1 => "AS-external-LSA type 1",
        AnnounceAs.External2 => "AS-external-LSA type 2",
        AnnounceAs.Nssa1 => "NSSA-LSA type 1",
        AnnounceAs.Nssa2 => "NSSA-LSA type 2",
        _ => version == OspfVersion.V2 ? "stub link" : "intra-area-prefix-LSA",
    };

    public static string Of(LsaKey key) => key.Type switch
    {
        LsType.Router or LsType.Router3 => $"the router-LSA of {key.AdvertisingRouter}",
        LsType.AsExternal => $"the AS-external-LSA {DottedQuad.Format(key.LinkStateId)}",
        LsType.Nssa => $"the NSSA-LSA {DottedQuad.Format(key.LinkStateId)}",
        LsType.AsExternal3 => $"the AS-external-LSA {key.LinkStateId}",
        LsType.Nssa3 => $"the NSSA-LSA {key.LinkStateId}",
        LsType.IntraAreaPrefix3 => $"the intra-area-prefix-LSA {key.LinkStateId} of {key.AdvertisingRouter}",
        LsType.Link3 => $"the Link-LSA of {key.AdvertisingRouter}",
        _ => $"the LSA of type {(int)key.Type} {DottedQuad.Format(key.LinkStateId)} of {key.AdvertisingRouter}",
    };
}
