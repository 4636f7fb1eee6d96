using Perch.Model.Config;
using Perch.Routing.Ospf.Database;

namespace Perch.Routing.Ospf.Origination;

/// <summary>In which kind of LSA a prefix is announced.</summary>
internal static class AnnounceForm
{
    /// <summary>MaxLinkMetric less one: the last cost at which a stub link still is a route everywhere.</summary>
    public const ushort MaxStubMetric = 0xFFFE;

    /// <summary>The largest metric that still is a route: LSInfinity (RFC 2328 B) less one.</summary>
    public const uint MaxExternalMetric = 0xFFFFFE;

    public static AnnounceAs Of(Leaf leaf) => leaf.Settings.AnnounceAs ?? leaf.Parameters?.AreaType switch
    {
        AreaType.Nssa => AnnounceAs.Nssa1,
        AreaType.Stub => AnnounceAs.StubLink,
        _ => AnnounceAs.External1,
    };

    /// <summary>External LSAs exist in normal areas, type-7 in NSSAs, stub links everywhere (RFC 2328 3.6, RFC 3101
    /// 2.1).</summary>
    public static bool Fits(AnnounceAs form, AreaType area) => form switch
    {
        AnnounceAs.External1 or AnnounceAs.External2 => area == AreaType.Normal,
        AnnounceAs.Nssa1 or AnnounceAs.Nssa2 => area == AreaType.Nssa,
        _ => true,
    };

    public static bool IsNssa(this AnnounceAs form) => form is AnnounceAs.Nssa1 or AnnounceAs.Nssa2;

    public static bool IsType2(this AnnounceAs form) => form is AnnounceAs.External2 or AnnounceAs.Nssa2;

    public static PathType Path(AnnounceAs form) => form switch
    {
        AnnounceAs.StubLink => PathType.IntraArea,
        _ => form.IsType2() ? PathType.External2 : PathType.External1,
    };

    /// <summary>What is announced of a metric that may be more than the form can carry.</summary>
    public static uint Metric(AnnounceAs form, uint metric) =>
        Math.Min(metric, form == AnnounceAs.StubLink ? MaxStubMetric : MaxExternalMetric);
}
