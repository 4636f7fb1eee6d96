using System.Globalization;

namespace Perch.Matrix;

/// <summary>The outcomes as a page of the documentation.</summary>
internal static class Page
{
    public static string Of(IReadOnlyList<Outcome> outcomes, DateOnly day)
    {
        var lines = new List<string>
        {
            "# Interoperability",
            "",
            "Written by `lab/matrix --write` on "
                + $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; do not edit. Each cell is a real "
                + "router and a real speaker on a link of their own, hello 1 s, and goes through: Full, route "
                + "installed with the right cost and next hop; service killed, route withdrawn; service back, "
                + "announced again; router "
                + "killed and restarted; speaker killed and restarted; speaker stopped, no LSA left behind. Every cell "
                + "is run on a broadcast and on a point-to-point link: \"yes\" means both.",
        };
        foreach (var version in outcomes.GroupBy(outcome => outcome.Cell.Version).OrderBy(group => group.Key))
        {
            lines.AddRange(["", $"## OSPFv{version.Key}", ""]);
            lines.AddRange(Table([.. version]));
        }

        lines.AddRange(["", Summary(outcomes), ""]);
        return string.Join('\n', lines);
    }

    public static string Summary(IReadOnlyList<Outcome> outcomes) =>
        $"{outcomes.Count(outcome => outcome is { IsWell: true, Lacks: null })} cells well, "
        + $"{outcomes.Count(outcome => !outcome.IsWell)} not, "
        + $"{outcomes.Count(outcome => outcome.Lacks is not null)} that a router does not have.";

    private static IEnumerable<string> Table(IReadOnlyList<Outcome> outcomes)
    {
        var routers = outcomes.Select(outcome => outcome.Cell.Router).Distinct().ToList();
        yield return $"| area | announced as | authentication | {string.Join(" | ", routers.Select(r => r.Name))} |";
        yield return $"| --- | --- | --- | {string.Join(" | ", routers.Select(_ => "---"))} |";
        var rows = outcomes.GroupBy(o => (o.Cell.Area, o.Cell.Form, o.Cell.Authentication));
        foreach (var row in rows)
        {
            var (area, form, authentication) = row.Key;
            var cells = routers.Select(router => Text([.. row.Where(outcome => outcome.Cell.Router == router)]));
            yield return $"| {Words.Of(area)} | {Words.Of(form)} | {Words.Of(authentication)} | "
                + $"{string.Join(" | ", cells)} |";
        }
    }

    private static string Text(IReadOnlyList<Outcome> links)
    {
        if (links.Count == 0)
        {
            return "";
        }

        var lacks = links.FirstOrDefault(outcome => outcome.Lacks is not null)?.Lacks;
        var wrong = links.Where(outcome => !outcome.IsWell)
            .Select(outcome => $"{Words.Of(outcome.Cell.Link)}: not \"{outcome.StoppedAt}\"");
        return lacks ?? (links.All(outcome => outcome.IsWell)
            ? links.Count == 2 ? "yes" : $"yes ({Words.Of(links[0].Cell.Link)})"
            : string.Join("; ", wrong));
    }
}
