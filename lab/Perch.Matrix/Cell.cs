using Perch.Model.Config;

namespace Perch.Matrix;

/// <summary>One combination of router, link, area, authentication and announcement.</summary>
internal sealed record Cell(
    Software Router, int Version, NetworkType Link, Authentication Authentication, Area Area, AnnounceAs Form)
{
    private const int FrrDefaultMetric = 20;

    /// <summary>The router is an area border router, and what counts is what a second one has in the
    /// backbone.</summary>
    public bool IsBehindBorder { get; init; }

    /// <summary>"bird-2.17 v3 broadcast trailer nssa nssa-1": what a filter is matched against.</summary>
    public string Name =>
        $"{Router.Id} v{Version} {Words.Of(Link)} {Words.Of(Authentication)} {Words.Of(Area)} {Words.Of(Form)}"
        + (IsBehindBorder ? " abr" : "");

    public bool IsV2 => Version == 2;

    /// <summary>What the operator's LSA costs the router: its own way to us comes on top, unless the metric is of
    /// type 2.</summary>
    public int Cost => Metric + (IsType2 ? 0 : Wiring.LinkCost + (IsBehindBorder ? Wiring.UplinkCost : 0));

    private int Metric => IsTranslatedAnew ? FrrDefaultMetric : Wiring.AnnouncedMetric;

    /// <summary>ospfd translates an NSSA-LSA with the metric that it gives to what it redistributes.</summary>
    private bool IsTranslatedAnew => this is
    { Router.IsBird: false, IsV2: true, IsBehindBorder: true, Form: AnnounceAs.Nssa1 or AnnounceAs.Nssa2 };

    public bool IsType2 => Form is AnnounceAs.External2 or AnnounceAs.Nssa2;

    /// <summary>What a reader has to know although all is well.</summary>
    public string? Remark => IsTranslatedAnew ? $"translated with the metric {FrrDefaultMetric} always" : null;

    /// <summary>Why the router cannot be what this cell asks of it; null when it can.</summary>
    public string? Lacks => this switch
    {
        { Router.Id: "frr-8.4", Authentication: Authentication.HmacSha256 } => "has MD5 alone in OSPFv2",
        _ => null,
    };

    public static IEnumerable<Cell> All() => [.. OnOneLink(), .. BehindBorder()];

    private static IEnumerable<Cell> OnOneLink() =>
        from router in Software.All
        from version in (int[])[2, 3]
        from link in (NetworkType[])[NetworkType.Broadcast, NetworkType.PointToPoint]
        from authentication in In(version)
        from announcement in Announcements
        select new Cell(router, version, link, authentication, announcement.Area, announcement.Form);

    private static IEnumerable<Cell> BehindBorder() =>
        from router in Software.All
        from version in (int[])[2, 3]
        from announcement in Announcements
        select new Cell(
            router, version, NetworkType.Broadcast, Authentication.None, announcement.Area, announcement.Form)
        {
            IsBehindBorder = true,
        };

    private static readonly (Area Area, AnnounceAs Form)[] Announcements =
    [
        (Area.Normal, AnnounceAs.External1), (Area.Normal, AnnounceAs.External2), (Area.Normal, AnnounceAs.StubLink),
        (Area.Stub, AnnounceAs.StubLink),
        (Area.Nssa, AnnounceAs.Nssa1), (Area.Nssa, AnnounceAs.Nssa2), (Area.Nssa, AnnounceAs.StubLink),
    ];

    private static Authentication[] In(int version) => version == 2
        ? [Authentication.None, Authentication.Md5, Authentication.HmacSha256]
        : [Authentication.None, Authentication.Trailer];
}

internal enum Area
{
    Normal,
    Stub,
    Nssa,
}

internal enum Authentication
{
    None,
    Md5,
    HmacSha256,

    /// <summary>RFC 7166, with HMAC-SHA-256.</summary>
    Trailer,
}
