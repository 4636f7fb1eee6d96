using System.Diagnostics;
using Perch.Tests.Fuzz.Engine;
using Perch.Tests.Fuzz.Targets;

namespace Perch.Tests.Fuzz;

/// <summary>All targets in turns, each with its share, until the executions or the time are used up. What they learn
/// goes into the corpus.</summary>
internal static class Campaign
{
    private const int Rounds = 200;

    private sealed record Turn(Target Target, Fuzzer Fuzzer, int Known);

    public static int Run(long executions, long seconds, int seed)
    {
        var watch = Stopwatch.StartNew();
        List<Turn> all = [.. AllTargets.All.Select(target => Begin(target, seed))];
        for (var round = 1; round <= Rounds && watch.Elapsed.TotalSeconds < seconds; round++)
        {
            foreach (var (target, fuzzer, _) in all)
            {
                using var hang = new Hang(target, fuzzer);
                fuzzer.Run((executions * target.Share / (AllTargets.Shares * Rounds)) + 1, TimeSpan.MaxValue);
            }

            if (round % (Rounds / 20) == 0)
            {
                Console.WriteLine($"{watch.Elapsed.TotalSeconds:0} s, {Sum(all)} executions");
                all.ForEach(Keep);
            }
        }

        all.ForEach(Keep);
        all.ForEach(turn => Console.WriteLine(FuzzCommand.Figures(turn.Target, turn.Fuzzer)));
        Console.WriteLine($"all: {Sum(all)} executions in {watch.Elapsed.TotalSeconds:0} s");
        var findings = all.SelectMany(turn => turn.Fuzzer.Findings).ToList();
        findings.ForEach(Console.WriteLine);
        return findings.Count == 0 ? 0 : 1;
    }

    private static Turn Begin(Target target, int seed)
    {
        var fuzzer = new Fuzzer(target, seed);
        fuzzer.Load(Corpus.Load(target));
        return new Turn(target, fuzzer, fuzzer.Inputs.Count);
    }

    private static void Keep(Turn turn)
    {
        foreach (var input in turn.Fuzzer.Inputs.Skip(turn.Known))
        {
            Corpus.Save(Corpus.Of(turn.Target), input);
        }
    }

    private static long Sum(List<Turn> all) => all.Sum(turn => turn.Fuzzer.Executions);
}
