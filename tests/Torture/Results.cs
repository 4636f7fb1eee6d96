using System.Diagnostics;
using System.Globalization;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>
/// What each blow did, one line each in <c>artifacts/torture.rows</c>, the last of a blow being what counts; after each
/// the page of all is written anew where <c>PERCH_PAGE</c> says, so that a run that breaks off keeps what it has seen.
/// A whole run begins with no rows; one of a few tests takes the place of what it has seen again.
/// </summary>
internal static class Results
{
    private static readonly string Rows = Path.Combine(Host.Artifacts, "torture.rows");

    private static readonly Lock Lock = new();

    private static readonly DateTimeOffset Begin = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    public static void Add(string engine, bool liveRestore, string blow, string outcome, string whole, Absence? absence)
    {
        string[] cells =
        [
            blow, engine, liveRestore ? "on" : "off", outcome, whole,
            absence is { } seen ? Seconds(seen.Without) : "-", absence is { } dark ? Seconds(dark.Dark) : "-",
            Minute(Begin), Minute(TimeProvider.System.GetUtcNow()),
        ];
        lock (Lock)
        {
            File.AppendAllText(Rows, string.Join('\t', cells) + "\n");
            if (Environment.GetEnvironmentVariable("PERCH_PAGE") is { Length: > 0 } page)
            {
                File.WriteAllText(page, Page.Of([.. File.ReadLines(Rows).Select(Row.Parse)]));
            }
        }
    }

    /// <summary>Does what a row tells of, and adds it; also when it comes to a bad end.</summary>
    /// <param name="engine">On which.</param>
    /// <param name="liveRestore">In which mode.</param>
    /// <param name="what">What happens, in words.</param>
    /// <param name="see">Returns what came of it, and when the pod was whole.</param>
    public static async Task OfAsync(
        string engine, bool liveRestore, string what, Func<Task<(string Outcome, string Whole)>> see)
    {
        try
        {
            var (outcome, whole) = await see();
            Add(engine, liveRestore, what, outcome, whole, null);
        }
        catch (LabException error)
        {
            Add(engine, liveRestore, what, "not whole: " + error.Message.Split('\n')[0], "-", null);
            throw;
        }
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Minute(DateTimeOffset time) =>
        time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>One line of the page.</summary>
/// <param name="Cells">As it stands there.</param>
/// <param name="Run">When the run began that has seen it.</param>
/// <param name="Seen">When that was.</param>
internal sealed record Row(IReadOnlyList<string> Cells, string Run, string Seen)
{
    public string What => Cells[0];

    public string Engine => Cells[1];

    public string LiveRestore => Cells[2];

    public static Row Parse(string line)
    {
        var words = line.Split('\t');
        return new Row(words[..^2], words[^2], words[^1]);
    }
}
