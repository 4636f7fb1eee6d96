namespace Perch.Tests.Torture;

/// <summary>docs/torture.md, of the rows that were seen.</summary>
internal static class Page
{
    /// <summary>Rows of a later run than the first are told by it.</summary>
    private static readonly string[] Marks = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    private static readonly List<string> Order =
    [
        .. Blows.All.Select(blow => blow.Name), BlowTests.Stopped, DiskTests.Full, HangTests.Silent, .. StepTests.Names,
    ];

    public static string Of(IReadOnlyList<Row> seen)
    {
        var rows = seen.GroupBy(row => (row.What, row.Engine, row.LiveRestore)).Select(group => group.Last()).ToList();
        var runs = seen.Select(row => row.Run).Distinct().ToList();
        var table = rows
            .OrderBy(row => Order.IndexOf(row.What) is var place and >= 0 ? place : Order.Count)
            .ThenByDescending(row => row.Engine).ThenBy(row => row.LiveRestore)
            .Select(row => $"| {string.Join(" | ", row.Cells)}{Mark(runs.IndexOf(row.Run))} |");
        return $"""
            {Head}
            {WhenOf(runs, seen)}

            | what happens | engine | live-restore | outcome | whole again, s | no answer, s | route, no answer, s |
            |---|---|---|---|---|---|---|
            {string.Join('\n', table)}

            """;
    }

    private static string Mark(int run) => run == 0 ? "" : " " + Marks[Math.Min(run, Marks.Length) - 1];

    private static string WhenOf(List<string> runs, IReadOnlyList<Row> seen)
    {
        var end = seen.Last(row => row.Run == runs[0]).Seen[^5..];
        var again = runs.Skip(1).Select((run, number) => $"{Mark(number + 1).Trim()} at {run}");
        return $"""
            All rows are of one run, {runs[0]} to {end} UTC, on a machine with {Environment.ProcessorCount} cores.
            {Hosts.AtATime} hosts were at work at a time; with all else that ran the load average was {Load()}.
            """ + (runs.Count == 1 ? "" : $"\nSeen once more, on its own: {string.Join(", ", again)}.");
    }

    /// <summary>Of the last 15 minutes.</summary>
    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[2];

    private static string Head => """
        # What breaks a pod, and what becomes of it

        One command makes this page: `./test --long torture --page`. Each row is done to a host of the lab with a real
        engine, BIRD with a hello of 1 s and a dead interval of 4 s, an unmodified PowerDNS and an agent; nobody types
        anything afterwards. A client beside the router asks 20 times a second.

        - **whole again**: seconds from the blow until holder and members are in one namespace, by the kernel's word,
          and the speaker is heard to announce what a router has acknowledged; BIRD does so 1.2 s after it has the
          route. Where the way back is a plain restart, 6 s is the aim: a second until the host's next Hello, and 5.
        - **no answer**: seconds in which the client had none, with a route or without; this one host has no other
          beside it. A bridge that lost its last container comes back as a new link, and BIRD announces that to itself
          no sooner than 5 s after its last news of it (MinLSInterval): most of what is left here is that.
        - **route, no answer**: the longest time for which the host had a route and the client no answer. The limit is
          what detection takes: the dead interval, and a second of BIRD's.

        The bridge must not go and come back twice within those 5 s: BIRD 2.17.6 then logs "Cannot find next hop for
        LSA" and calculates no routes until anything else in its area changes, whatever is announced to it. So each blow
        waits until BIRD's last router-LSA is older. Engines newer than 26.1 have not been tried.

        """;
}
