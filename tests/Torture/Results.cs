using System.Globalization;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>
/// What each blow did, one line each in <c>artifacts/torture.rows</c>, the last of a blow being what counts; a page of
/// all is written where <c>PERCH_PAGE</c> says.
/// </summary>
internal static class Results
{
    private static readonly string Rows = Path.Combine(Host.Artifacts, "torture.rows");

    private static readonly Lock Lock = new();

    public static void Add(string engine, bool liveRestore, string blow, string outcome, string whole, Absence? absence)
    {
        string[] cells =
        [
            blow, engine, liveRestore ? "on" : "off", outcome, whole,
            absence is { } seen ? Seconds(seen.Without) : "-", absence is { } dark ? Seconds(dark.Dark) : "-",
        ];
        lock (Lock)
        {
            File.AppendAllText(Rows, string.Join('\t', cells) + "\n");
        }
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Writes the page, if one is wanted.</summary>
    public static void WritePage()
    {
        if (Environment.GetEnvironmentVariable("PERCH_PAGE") is not { Length: > 0 } page || !File.Exists(Rows))
        {
            return;
        }

        var rows = File.ReadLines(Rows).Select(line => line.Split('\t'))
            .GroupBy(cells => (cells[0], cells[1], cells[2]))
            .Select(group => group.Last()).ToList();
        var order = rows.Select(cells => cells[0]).Distinct().ToList();
        var table = rows.OrderBy(cells => order.IndexOf(cells[0])).ThenByDescending(cells => cells[1])
            .ThenBy(cells => cells[2]).Select(cells => $"| {string.Join(" | ", cells)} |");
        File.WriteAllText(page, Head + string.Join('\n', table) + "\n");
    }

    private static string Head => $"""
        # What breaks a pod, and what becomes of it

        One command makes this page: `./test --long torture --page`. Each row is done to a host of the lab with a real
        engine, BIRD with a hello of 1 s and a dead interval of 4 s, an unmodified PowerDNS and an agent; nobody types
        anything afterwards. A client beside the router asks 20 times a second.

        - **whole again**: seconds from the blow until holder and members are in one namespace, by the kernel's word,
          and the speaker is heard to announce.
        - **no answer**: seconds in which the client had none, with a route or without; this one host has no other
          beside it. A bridge that lost its last container comes back as a new link, and BIRD announces that to itself
          no sooner than 5 s after its last news of it (MinLSInterval): most of what is left here is that.
        - **route, no answer**: the longest time for which the host had a route and the client no answer. The limit is
          what detection takes: the dead interval, and a second of BIRD's.

        The bridge must not go and come back twice within those 5 s: BIRD 2.17.6 then logs "Cannot find next hop for
        LSA" and calculates no routes until anything else in its area changes, whatever is announced to it. So each blow
        waits until BIRD's last router-LSA is older. Engines newer than 26.1 have not been tried.

        Each row is of its last run; written on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, on a machine with
        {Environment.ProcessorCount} cores.

        | what happens | engine | live-restore | outcome | whole again, s | no answer, s | route, no answer, s |
        |---|---|---|---|---|---|---|

        """;
}
