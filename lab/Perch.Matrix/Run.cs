using System.Collections.Concurrent;
using System.Globalization;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>Tells the stories of many cells, several at a time: nearly all of their time is waiting. Crowds come after
/// them, one by one, because their time is told.</summary>
internal sealed class Run(IReadOnlyList<Cell> cells, IReadOnlyList<Crowd> crowds)
{
    private const int AtATime = 12;

    private readonly ConcurrentDictionary<Cell, Outcome> _outcomes = [];
    private int _number;

    public async Task<(IReadOnlyList<Outcome> Cells, IReadOnlyList<CrowdOutcome> Crowds)> AllAsync(
        CancellationToken cancellationToken)
    {
        using var lab = LabFolder.Create();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cells, options, async (cell, token) =>
        {
            var outcome = cell.Lacks is { } lacks
                ? new Outcome(cell, null, null, default) { Lacks = lacks }
                : await TellAsync(lab, cell, token);
            _outcomes[cell] = outcome;
            Say(outcome);
        });
        var together = new List<CrowdOutcome>();
        foreach (var crowd in crowds)
        {
            var outcome = await crowd.TellAsync(lab, cancellationToken);
            together.Add(outcome);
            Say(outcome);
        }

        return ([.. cells.Select(cell => _outcomes[cell])], together);
    }

    private async Task<Outcome> TellAsync(LabFolder lab, Cell cell, CancellationToken token)
    {
        await using var wiring = await Wiring.BuildAsync(lab, Interlocked.Increment(ref _number), cell, token);
        return await new Story(wiring, cell).TellAsync(token);
    }

    private void Say(Outcome outcome)
    {
        var seconds = outcome.Took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var how = outcome.Lacks is { } lacks ? $"-   {lacks}"
            : outcome.IsWell ? $"yes {seconds} s"
            : $"NO  {outcome.StoppedAt}";
        lock (_outcomes)
        {
            Console.WriteLine($"{_outcomes.Count,4}/{cells.Count}  {outcome.Cell.Name,-60} {how}");
            if (outcome.Why is { } why)
            {
                Console.WriteLine("      " + why.Replace("\n", "\n      ", StringComparison.Ordinal));
            }
        }
    }

    private static void Say(CrowdOutcome outcome)
    {
        var (routed, back) = (Page.Seconds(outcome.Routed), Page.Seconds(outcome.Back));
        var how = outcome.Why is { } why ? "NO  " + why : $"yes {routed}, after a restart of the router {back}";
        Console.WriteLine($"{outcome.Crowd.Name,-70} {how}");
    }
}
