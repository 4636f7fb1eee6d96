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
        ("agent", AgentBenchmark.ReportAsync),
    ];

    /// <summary>Runs the parts that are named, or all; of "update:bird,overlap" these pieces.</summary>
    public async Task RunAsync(string[] parts)
    {
        var wanted = parts.Select(part => part.Split(':')).ToDictionary(part => part[0], part => part[1..]);
        foreach (var (name, part) in Parts.Where(part => parts.Length == 0 || wanted.ContainsKey(part.Name)))
        {
            report.Pieces = [.. wanted.GetValueOrDefault(name, []).SelectMany(pieces => pieces.Split(','))];
            await part(report, cancellationToken);
            Console.Write(report.Take());
        }
    }
}
