using System.Globalization;
using Perch.Tests.Fuzz.Engine;
using Perch.Tests.Fuzz.Targets;

namespace Perch.Tests.Fuzz;

/// <summary>The fuzzer by hand: run, replay, minimise.</summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(10);

    public static int Run(string[] args)
    {
        if (args[0] == "all")
        {
            return Campaign.Run(Number(args, 1, 50_000_000), Number(args, 2, long.MaxValue), (int)Number(args, 3, 1));
        }

        var target = AllTargets.Named(args[1]);
        return args[0] switch
        {
            "replay" => Replay(target, args[2..]),
            "minimise" => Minimise(target),
            _ => Run(target, Number(args, 2, 1_000_000), (int)Number(args, 3, 1)),
        };
    }

    /// <summary>Fuzzes, and puts what it has learnt into the corpus.</summary>
    private static int Run(Target target, long executions, int seed)
    {
        var fuzzer = new Fuzzer(target, seed);
        using var hang = new Hang(target, fuzzer);
        fuzzer.Load(Corpus.Load(target));
        var known = fuzzer.Inputs.Count;
        var next = Report;
        fuzzer.Run(executions, TimeSpan.MaxValue, running =>
        {
            if (running.Elapsed >= next)
            {
                next += Report;
                Console.WriteLine(Figures(target, running));
            }
        });
        foreach (var input in fuzzer.Inputs.Skip(known))
        {
            Corpus.Save(Corpus.Of(target), input);
        }

        Console.WriteLine(Figures(target, fuzzer));
        fuzzer.Findings.ForEach(Console.WriteLine);
        return fuzzer.Findings.Count == 0 ? 0 : 1;
    }

    private static int Replay(Target target, string[] files)
    {
        _ = Coverage.OfThisProcess;
        World.Trace = Console.WriteLine;
        foreach (var file in files)
        {
            target.Run(File.ReadAllBytes(file));
            Console.WriteLine($"{file}: nothing wrong");
        }

        return 0;
    }

    private static int Minimise(Target target)
    {
        var before = Corpus.Load(target);
        var kept = Corpus.Minimise(target, before);
        var names = kept.Select(Corpus.NameOf).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(Corpus.Of(target)).ToList())
        {
            if (!names.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }

        kept.ForEach(input => Corpus.Save(Corpus.Of(target), input));
        Console.WriteLine($"{target.Name}: {kept.Count} of {before.Count} inputs, {kept.Sum(one => one.Length)} bytes");
        return 0;
    }

    public static string Figures(Target target, Fuzzer fuzzer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{target.Name}: {fuzzer.Executions} executions, {fuzzer.Executions / fuzzer.Elapsed.TotalSeconds:0}/s, "
            + $"{fuzzer.Edges} edges, {fuzzer.Inputs.Count} inputs, {fuzzer.Findings.Count} findings");

    private static long Number(string[] args, int at, long otherwise) =>
        args.Length > at ? long.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
}
