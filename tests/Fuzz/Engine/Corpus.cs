using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Perch.Tests.Fuzz.Engine;

/// <summary>Inputs worth starting from, one file each, named by what is in it.</summary>
internal static class Corpus
{
    private const int NameLength = 16;

    /// <summary>In the repository.</summary>
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("PERCH_FUZZ_CORPUS")
        ?? Path.Combine(Path.GetDirectoryName(Here())!, "../Corpus");

    /// <summary>What is found while fuzzing; never in the repository.</summary>
    public static string Findings { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "../../../artifacts/fuzz");

    public static string Of(Target target) => Path.GetFullPath(Path.Combine(Folder, target.Name));

    public static List<byte[]> Load(Target target) => Directory.Exists(Of(target))
        ? [.. Directory.EnumerateFiles(Of(target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]
        : [];

    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..NameLength];

    public static string Save(string folder, byte[] input)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, NameOf(input));
        File.WriteAllBytes(path, input);
        return Path.GetFullPath(path);
    }

    /// <summary>The smallest inputs that together do all that all do, smallest first.</summary>
    public static List<byte[]> Minimise(Target target, IEnumerable<byte[]> inputs)
    {
        var measured = inputs.DistinctBy(NameOf)
            .Select(input => (Input: input, Edges: EdgesOf(target, input)))
            .OrderBy(one => one.Input.Length)
            .ToList();
        var missing = measured.SelectMany(one => one.Edges).ToHashSet();
        var kept = new List<byte[]>();
        while (missing.Count > 0)
        {
            // What brings most for its length.
            var best = measured.MaxBy(one => one.Edges.Count(missing.Contains) / (64.0 + one.Input.Length));
            missing.ExceptWith(best.Edges);
            measured.Remove(best);
            kept.Add(best.Input);
        }

        return kept;
    }

    private static HashSet<int> EdgesOf(Target target, byte[] input)
    {
        var coverage = Coverage.OfThisProcess;
        coverage.Reset();
        target.Run(input);
        return coverage.Edges();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
