using System.Globalization;
using Perch.Agent;
using Perch.Docker;
using Perch.Model.Status;
using Perch.Pods;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Perch.Cli.Terminal;

/// <summary>Everything about one pod: its members, its gate, where it is announced, and what its agent did and will
/// do.</summary>
internal static class PodDetails
{
    /// <param name="agent">What the agent says of it; null without one.</param>
    /// <param name="hasAgent">There is an agent, whether it knows this pod or not.</param>
    public static IRenderable Of(PodReport report, PodStanding? agent, bool hasAgent)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn());
        foreach (var (name, text) in Lines(report, agent, hasAgent))
        {
            grid.AddRow(new Text("  " + name, new Style(decoration: Decoration.Dim)), new Text(text));
        }

        return new Rows(new Text(""), new Text(Title(report)), grid);
    }

    /// <summary>"holder", and what there is to say of it.</summary>
    internal static IEnumerable<(string Name, string Text)> Lines(
        PodReport report, PodStanding? agent, bool hasAgent) =>
    [
        ("holder", report.Pod.Holder is { } holder ? $"{holder.Name}: {holder.State}" : "none"),
        ("application", Member(report, report.Pod.Application)),
        ("speaker", Member(report, report.Pod.Speaker)),
        .. Speaker(report.Speaker),
        .. Agent(agent, hasAgent),
    ];

    private static string Title(PodReport report) =>
        report.Pod.Project.Length > 0 ? $"{report.Pod.Project}/{report.Service}" : report.Service;

    private static string Member(PodReport report, Container? container)
    {
        if (container is not { } there)
        {
            return "none";
        }

        var bound = report.Pod.Holder is { } holder ? Membership.BoundBy(holder, there) : Binding.None;
        return $"{there.Name}: {there.State}, {Place(report.ResidenceOf(there))}, {Word(bound)}";
    }

    private static string Place(Residence residence) => residence switch
    {
        Residence.Right => "in the holder's namespace",
        Residence.Stale => "in a stale namespace, which nothing reaches",
        Residence.Zombie => "in a zombie namespace, which still has the pod's addresses",
        _ => "in no namespace",
    };

    private static string Word(Binding bound) => bound switch
    {
        Binding.Name => "bound by name",
        Binding.Id => "bound by id",
        _ => "not bound to the holder",
    };

    private static IEnumerable<(string, string)> Speaker(SpeakerStatus? speaker)
    {
        if (speaker is null)
        {
            yield break;
        }

        foreach (var gate in speaker.Gates.Count > 0 ? speaker.Gates : [speaker.Gate])
        {
            var family = gate.Family is { } name ? $"{name} " : "";
            var state = gate.State.ToString().ToLowerInvariant();
            yield return ("gate", $"{family}{state} for {Count.Of(gate.For)}: {gate.Why}");
        }

        foreach (var address in speaker.Addresses)
        {
            foreach (var line in Announcements(speaker, address))
            {
                yield return ("route", line);
            }
        }
    }

    private static List<string> Announcements(SpeakerStatus speaker, AddressStatus address)
    {
        var found = (from ospf in speaker.Ospf
                     from announcement in ospf.Announcements
                     where announcement.Prefix == address.Address
                     let routers = string.Join(", ", ospf.Neighbors.Where(neighbor => neighbor.State == "Full")
                         .Select(neighbor => neighbor.RouterId))
                     let acked = announcement.Acknowledged && routers.Length > 0
                         ? $"acknowledged by {routers}"
                         : $"not acknowledged{(routers.Length > 0 ? $" by {routers}" : ": no router is Full")}"
                     let how = $"{announcement.Lsa}, metric {announcement.Metric}"
                     select $"{address.Address} on {ospf.Interface} as {how}, {acked}").ToList();
        return found.Count > 0 ? found : [$"{address.Address} is not announced"];
    }

    private static IEnumerable<(string, string)> Agent(PodStanding? agent, bool hasAgent)
    {
        if (agent is null)
        {
            yield return ("agent", hasAgent
                ? "does not know this pod"
                : "none: nobody heals this pod, and nothing is written down ('perch agent up')");
            yield break;
        }

        var verdict = agent.Verdict.ToString().ToLowerInvariant();
        yield return ("agent", agent.Reason.Length > 0 ? $"{verdict}: {agent.Reason}" : verdict);
        yield return ("last heal", At(agent.LastHealAt, agent.LastHeal));
        yield return ("last update", At(agent.LastUpdateAt, agent.LastUpdate));
        yield return ("next", Next(agent));
    }

    private static string Next(PodStanding agent) => agent switch
    {
        { Update: { } update } => $"{update.By} replaces {update.Container} by one of {update.Image}",
        { Verdict: Perch.Agent.Reconcile.VerdictKind.Wedged } => "nothing: it is for its operator",
        { Next: { } next } => next,
        _ => "nothing to do",
    };

    private static string At(DateTimeOffset? at, string? what) => at is { } moment
        ? $"{moment.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)} {what}"
        : "none that it knows of";
}
