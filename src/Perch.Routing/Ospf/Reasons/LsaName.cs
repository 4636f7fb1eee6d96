using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Reasons;

/// <summary>LSAs as an operator calls them.</summary>
internal static class LsaName
{
    public static string Of(AnnounceAs form) => form switch
    {
        AnnounceAs.External1 => "AS-external-LSA type 1",
        AnnounceAs.External2 => "AS-external-LSA type 2",
        AnnounceAs.Nssa1 => "NSSA-LSA type 1",
        AnnounceAs.Nssa2 => "NSSA-LSA type 2",
        _ => "stub link",
    };

    public static string Of(LsaKey key) => key.Type switch
    {
        LsType.Router => $"the router-LSA of {key.AdvertisingRouter}",
        LsType.AsExternal => $"the AS-external-LSA {DottedQuad.Format(key.LinkStateId)}",
        LsType.Nssa => $"the NSSA-LSA {DottedQuad.Format(key.LinkStateId)}",
        _ => $"the LSA of type {(int)key.Type} {DottedQuad.Format(key.LinkStateId)} of {key.AdvertisingRouter}",
    };
}
