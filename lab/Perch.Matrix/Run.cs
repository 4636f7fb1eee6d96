using System.Collections.Concurrent;
using System.Globalization;
using Perch.Lab;

namespace Perch.Matrix;

/// <summary>Tells the stories of many cells, several at a time: nearly all of their time is waiting.</summary>
internal sealed class Run(IReadOnlyList<Cell> cells)
{
    private const int AtATime = 6;

    private readonly ConcurrentDictionary<Cell, Outcome> _outcomes = [];
    private int _number;

    public async Task<IReadOnlyList<Outcome>> AllAsync(CancellationToken cancellationToken)
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
        return [.. cells.Select(cell => _outcomes[cell])];
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
}
