using Perch.Model;
using Perch.Model.Config;

namespace Perch.Speaker.Config;

/// <summary>What RFC 2328 C.2 and C.3 allow.</summary>
internal static class OspfRules
{
    /// <summary>LSInfinity (RFC 2328 B) less two: the largest but one is what a drain announces.</summary>
    private const int MostMetric = 16_777_213;

    /// <summary>16 bits in a router-LSA (RFC 2328 A.4.2), less two for the same reason.</summary>
    private const int MostStubMetric = 65_533;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static void Check(OspfConfig ospf, List<string> problems)
    {
        problems.Require(
            ospf.Area is null || AreaId.TryParse(ospf.Area, out _),
            $"ospf.area is '{ospf.Area}': write a number such as 0, or a dotted quad such as 0.0.0.0");
        CheckRouterId("ospf.routerId", ospf.RouterId, problems);
        CheckRouterId("ospf.hostRouterId", ospf.HostRouterId, problems);
        problems.Require(
            ospf.RouterId is null || ospf.RouterId != ospf.HostRouterId,
            $"ospf.routerId and ospf.hostRouterId are both {ospf.RouterId}: two routers need two names");
        CheckSeconds("ospf.hello", ospf.Hello, problems);
        CheckSeconds("ospf.dead", ospf.Dead, problems);
        problems.Require(
            ospf.Hello is null || ospf.Dead is null || ospf.Dead > ospf.Hello,
            $"ospf.dead is not longer than ospf.hello: write four times the hello, as RFC 2328 C.3 suggests");
        var most = ospf.AnnounceAs is AnnounceAs.StubLink ? MostStubMetric : MostMetric;
        problems.RequireRange("ospf.metric", ospf.Metric, 1, most);
    }

    private static void CheckRouterId(string key, string? value, List<string> problems) => problems.Require(
        value is null || (RouterId.TryParse(value, out var id) && id != RouterId.None),
        $"{key} is '{value}': write a dotted quad such as 10.0.0.1, not 0.0.0.0");

    private static void CheckSeconds(string key, TimeSpan? value, List<string> problems)
    {
        if (value is { } time)
        {
            problems.RequireRange(key, time, Second, Second * ushort.MaxValue);
            problems.Require(
                time.Ticks % TimeSpan.TicksPerSecond == 0,
                $"{key} is {DurationConverter.Format(time)}: OSPF counts in whole seconds");
        }
    }
}
