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
        - **no answer**: seconds in which the client had none, routed or not; this one host has no other beside it.
        - **route, no answer**: the longest time for which the host had a route and the client no answer. A speaker that
          is cut off or killed cannot take leave: the router notices after its dead interval.

        Run on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores.

        | what happens | engine | live-restore | outcome | whole again, s | no answer, s | route, no answer, s |
        |---|---|---|---|---|---|---|

        """;
}
