using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>The axes as an operator calls them.</summary>
internal static class Words
{
    public static string Of(NetworkType link) => link == NetworkType.Broadcast ? "broadcast" : "point-to-point";

    public static string Of(Authentication authentication) => authentication switch
    {
        Authentication.Md5 => "md5",
        Authentication.HmacSha256 => "hmac-sha-256",
        Authentication.Trailer => "trailer",
        _ => "none",
    };

    public static string Of(Area area) => area switch
    {
        Area.Stub => "stub",
        Area.Nssa => "nssa",
        _ => "normal",
    };

    public static string Of(AnnounceAs form) => form switch
    {
        AnnounceAs.External1 => "external-1",
        AnnounceAs.External2 => "external-2",
        AnnounceAs.Nssa1 => "nssa-1",
        AnnounceAs.Nssa2 => "nssa-2",
        _ => "stub-link",
    };
}
