using Perch.Tests.Simulation.Laws;
using Perch.Tests.Simulation.Mutations;

namespace Perch.Tests.Simulation;

/// <summary>A simulation that finds nothing proves nothing until it has found what was put there.</summary>
public sealed class MutationTests
{
    public static TheoryData<string> Mutations => [.. AllMutations.Names];

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Is_found(string mutation)
    {
        for (var seed = 1; seed <= SeedTests.Few; seed++)
        {
            try
            {
                Course.Run(seed, AllMutations.Named(mutation));
            }
            catch (LawBrokenException broken)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {broken.Message}");
                return;
            }
        }

        Assert.Fail($"{mutation} breaks no law in {SeedTests.Few} seeds");
    }
}
