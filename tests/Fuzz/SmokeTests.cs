using System.Globalization;
using Perch.Tests.Fuzz.Engine;
using Perch.Tests.Fuzz.Targets;

namespace Perch.Tests.Fuzz;

/// <summary>The corpus, and a few seconds of fuzzing from it: in long mode as many executions as it says.</summary>
public sealed class SmokeTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>Of all targets together.</summary>
    private static readonly long Executions = long.Parse(
        Environment.GetEnvironmentVariable("PERCH_FUZZ_EXECUTIONS") ?? "50000000", CultureInfo.InvariantCulture);

    private static bool IsLong => Environment.GetEnvironmentVariable("PERCH_LONG") == "1";

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    public static TheoryData<string> Names => [.. AllTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_breaks(string name)
    {
        var target = AllTargets.Named(name);
        var fuzzer = new Fuzzer(target, seed: 1);
        using var hang = new Hang(target, fuzzer);
        var corpus = Corpus.Load(target);
        Assert.NotEmpty(corpus);
        fuzzer.Load(corpus);
        fuzzer.Run(
            IsLong ? Executions * target.Share / AllTargets.Shares : long.MaxValue, IsLong ? TimeSpan.MaxValue : Short);
        Output.WriteLine(FuzzCommand.Figures(target, fuzzer));
        Assert.True(fuzzer.Findings.Count == 0, string.Join("\n\n", fuzzer.Findings));
    }
}
