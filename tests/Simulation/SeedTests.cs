using System.Globalization;

namespace Perch.Tests.Simulation;

/// <summary>Many networks, each with other troubles. In long mode as many as it says.</summary>
public sealed class SeedTests
{
    /// <summary>So many that a run takes a minute, and all mutations are found.</summary>
    public const int Few = 200;

    private static readonly int Many = int.Parse(
        Environment.GetEnvironmentVariable("PERCH_SIMULATION_SEEDS") ?? "10000", CultureInfo.InvariantCulture);

    private static bool IsLong => Environment.GetEnvironmentVariable("PERCH_LONG") == "1";

    [Fact]
    public void No_law_is_broken()
    {
        var tally = new Tally();
        tally.PlayAll(1, IsLong ? Many : Few);
        TestContext.Current.TestOutputHelper!.WriteLine($"{tally}");
        Assert.True(tally.Broken.Count == 0, string.Join("\n\n", tally.Broken.Take(3).Select(seed =>
            $"./test simulation --seed {seed} plays this again:\n{Story.Of(seed).Text}")));
    }

    /// <summary>Without this no seed could be played again.</summary>
    [Fact]
    public void The_same_seed_is_the_same_story()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            Assert.Equal(Story.Of(seed).Text, Story.Of(seed).Text);
        }
    }
}
