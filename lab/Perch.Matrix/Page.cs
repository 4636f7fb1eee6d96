using System.Globalization;

namespace Perch.Matrix;

/// <summary>The outcomes as a page of the documentation.</summary>
internal static class Page
{
    public static string Of(IReadOnlyList<Outcome> cells, IReadOnlyList<CrowdOutcome> crowds, DateOnly day)
    {
        var lines = new List<string>
        {
            "# Interoperability",
            "",
            "Written by `lab/matrix` on "
                + $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; do not edit. {Summary(cells)}",
            "",
            "Each cell is a real router and a real speaker on a link of their own, hello 1 s, and goes through: Full, "
                + "route installed with the right cost and next hop; service killed, route withdrawn, adjacency still "
                + "Full; service back, announced again; router killed and restarted; speaker killed and restarted; "
                + "speaker stopped, no LSA left behind. Every cell is run on a broadcast and on a point-to-point link: "
                + "\"yes\" means both.",
            "",
            "External LSAs do not exist in stub areas and NSSAs, nor NSSA-LSAs elsewhere (RFC 2328 3.6, RFC 3101), so "
                + "a stub area has the stub link alone; in OSPFv3 that is an intra-area-prefix-LSA. The next hop is "
                + "the pod's address on the link, in OSPFv3 its link-local one.",
        };
        foreach (var version in cells.Where(outcome => !outcome.Cell.IsBehindBorder)
            .GroupBy(outcome => outcome.Cell.Version).OrderBy(group => group.Key))
        {
            lines.AddRange(["", $"## OSPFv{version.Key}", ""]);
            lines.AddRange(Table([.. version], links: 2));
        }

        foreach (var version in cells.Where(outcome => outcome.Cell.IsBehindBorder)
            .GroupBy(outcome => outcome.Cell.Version).OrderBy(group => group.Key))
        {
            lines.AddRange(
            [
                "", $"## Behind an area border router, OSPFv{version.Key}", "",
                "The pod is in area 1 and the router on its host is an area border router. The same story, with the "
                    + "route, its cost and its next hop looked for in the kernel of a second router, of the same kind, "
                    + "in the backbone.",
                "",
            ]);
            lines.AddRange(Table([.. version], links: 1));
        }

        lines.AddRange(Together(crowds));
        lines.Add("");
        return string.Join('\n', lines);
    }

    public static string Summary(IReadOnlyList<Outcome> outcomes) =>
        $"{outcomes.Count(outcome => outcome is { IsWell: true, Lacks: null })} cells well, "
        + $"{outcomes.Count(outcome => !outcome.IsWell)} not, "
        + $"{outcomes.Count(outcome => outcome.Lacks is not null)} that a router does not have.";

    public static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private static IEnumerable<string> Table(IReadOnlyList<Outcome> outcomes, int links)
    {
        var routers = outcomes.Select(outcome => outcome.Cell.Router).Distinct().ToList();
        yield return $"| area | announced as | authentication | {string.Join(" | ", routers.Select(r => r.Name))} |";
        yield return $"| --- | --- | --- | {string.Join(" | ", routers.Select(_ => "---"))} |";
        var rows = outcomes.GroupBy(o => (o.Cell.Area, o.Cell.Form, o.Cell.Authentication));
        foreach (var row in rows)
        {
            var (area, form, authentication) = row.Key;
            var cells = routers.Select(router => Text([.. row.Where(outcome => outcome.Cell.Router == router)], links));
            yield return $"| {Words.Of(area)} | {Words.Of(form)} | {Words.Of(authentication)} | "
                + $"{string.Join(" | ", cells)} |";
        }
    }

    private static string Text(IReadOnlyList<Outcome> outcomes, int links)
    {
        if (outcomes.Count == 0)
        {
            return "";
        }

        var lacks = outcomes.FirstOrDefault(outcome => outcome.Lacks is not null)?.Lacks;
        var wrong = outcomes.Where(outcome => !outcome.IsWell)
            .Select(outcome => $"{Words.Of(outcome.Cell.Link)}: not \"{outcome.StoppedAt}\"");
        return lacks is not null ? "no: " + lacks
            : !outcomes.All(outcome => outcome.IsWell) ? string.Join("; ", wrong)
            : outcomes[0].Cell.Remark is { } remark ? "yes, " + remark
            : outcomes.Count == links ? "yes" : $"yes ({Words.Of(outcomes[0].Cell.Link)})";
    }

    private static IEnumerable<string> Together(IReadOnlyList<CrowdOutcome> crowds)
    {
        if (crowds.Count == 0)
        {
            yield break;
        }

        yield return $"""

            ## {Crowd.Speakers} speakers on one bridge

            One router, a bridge, and {Crowd.Speakers} speakers in namespaces of their own that are started at once,
            each with an address of its own; hello 1 s, dead 4 s. Until all are Full and all routes in the kernel:

            | router | version | after their start | after the router was killed and restarted |
            | --- | --- | --- | --- |
            """;
        foreach (var outcome in crowds)
        {
            yield return $"| {outcome.Crowd.Router.Name} | OSPFv{outcome.Crowd.Version} | " + (outcome.Why is null
                ? $"{Seconds(outcome.Routed)} | {Seconds(outcome.Back)} |"
                : "not all | |");
        }
    }
}
