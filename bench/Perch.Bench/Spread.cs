namespace Perch.Bench;

/// <summary>Several measurements of one thing.</summary>
internal sealed class Spread(IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] _sorted = [.. times.Order()];

    public int Count => _sorted.Length;

    public TimeSpan Least => _sorted[0];

    public TimeSpan Median => _sorted[_sorted.Length / 2];

    public TimeSpan Most => _sorted[^1];

    /// <summary>For a table: how many, least, median, most.</summary>
    public string[] Cells => [$"{Count}", Report.Time(Least), Report.Time(Median), Report.Time(Most)];
}
