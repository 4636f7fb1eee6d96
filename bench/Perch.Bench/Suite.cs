namespace Perch.Bench;

/// <summary>Every figure, in the order of the report.</summary>
internal sealed class Suite(Report report, CancellationToken cancellationToken)
{
    private static readonly (string Name, Func<Report, CancellationToken, Task> Part)[] Parts =
    [
        ("loss", LossBenchmark.ReportAsync),
        ("update", UpdateBenchmark.ReportAsync),
        ("withdrawal", WithdrawalBenchmark.ReportAsync),
        ("flap", FlapBenchmark.ReportAsync),
        ("footprint", FootprintBenchmark.ReportAsync),
        ("start", StartBenchmark.ReportAsync),
        ("full", FullBenchmark.ReportAsync),
    ];

    /// <summary>Runs the parts that are named, or all.</summary>
    public async Task RunAsync(string[] parts)
    {
        foreach (var (_, part) in Parts.Where(part => parts.Length == 0 || parts.Contains(part.Name)))
        {
            await part(report, cancellationToken);
            Console.Write(report.Take());
        }
    }
}
