using Perch.Model.Status;
using Perch.Pods;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Perch.Cli.Terminal;

/// <summary>Pods as a table, and under it what keeps each from being announced.</summary>
internal static class PodTable
{
    private static readonly string[] Columns = ["SERVICE", "STATE", "FOR", "ADDRESSES", "ROUTER", "ACKED"];

    public static IRenderable Of(IReadOnlyList<PodReport> reports)
    {
        var table = new Table().NoBorder();
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Dim))).NoWrap());
        }

        foreach (var report in reports)
        {
            table.AddRow(
                new Text(report.Service),
                new Text(Word(report.State), ColourOf(report.State)),
                new Text(report.Speaker is { } speaker ? Count.Of(speaker.Gate.For) : "-"),
                new Text(Lines(report.Speaker?.Addresses.Select(address => address.Address))),
                new Text(Lines(report.Speaker?.Ospf.SelectMany(Routers))),
                new Text(Acknowledged(report.Speaker)));
        }

        return new Rows([table, .. reports.SelectMany(Reasons)]);
    }

    public static string Word(PodState state) =>
        state == PodState.CutOff ? "cut off" : state.ToString().ToLowerInvariant();

    /// <summary>One line for a log or a pipe: "powerdns: rising, no router heard on eth0".</summary>
    public static string Line(PodReport report)
    {
        var routers = report.Speaker?.Ospf.SelectMany(Routers) ?? [];
        var reasons = report.Reasons.Select(reason => "; " + reason);
        return $"{report.Service}: {string.Join(", ", routers.Prepend(Word(report.State)))}{string.Concat(reasons)}";
    }

    private static IEnumerable<Text> Reasons(PodReport report) =>
        report.Reasons.Select(reason => new Text($"  {report.Service}: {reason}"));

    private static IEnumerable<string> Routers(OspfStatus ospf) => ospf.Neighbors.Count == 0
        ? [$"none heard on {Place(ospf)}"]
        : ospf.Neighbors.Select(neighbor => $"{neighbor.RouterId} {neighbor.State} on {Place(ospf)}");

    private static string Place(OspfStatus ospf) => ospf.Version == 2 ? ospf.Interface : $"{ospf.Interface}, IPv6";

    private static string Acknowledged(SpeakerStatus? speaker)
    {
        var all = speaker?.Ospf.SelectMany(ospf => ospf.Announcements).ToList() ?? [];
        var yes = all.Count(announcement => announcement.Acknowledged);
        return all.Count == 0 ? "-" : yes == all.Count ? "yes" : yes == 0 ? "no" : $"{yes} of {all.Count}";
    }

    private static string Lines(IEnumerable<string>? lines) => lines is null ? "-" : string.Join('\n', lines);

    private static Style ColourOf(PodState state) => new(state switch
    {
        PodState.Announced => Color.Green,
        PodState.Drained or PodState.Draining => Color.Blue,
        PodState.Starting or PodState.Rising or PodState.Up or PodState.Partly or PodState.Falling => Color.Yellow,
        _ => Color.Red,
    });
}
