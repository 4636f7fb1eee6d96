using Perch.Lab;

namespace Perch.Tests.EndToEnd;

/// <summary>Some of <c>lab/matrix</c>, whose whole is docs/interop.md: fifty speakers on a bridge, and a pod behind an
/// area border router, with each kind of router.</summary>
public sealed class MatrixTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LabTheory]
    [InlineData("bird-2.0 v2 crowd")]
    [InlineData("frr-10.3 v3 crowd")]
    public Task Fifty_speakers_on_one_bridge_are_routed_and_back_when_the_router_restarts(string words) =>
        IsWellAsync(words);

    [LabTheory]
    [InlineData("bird-2.17 v3 nssa nssa-1 abr")]
    [InlineData("frr-8.4 v3 nssa nssa-1 abr")]
    [InlineData("frr-10.3 v2 normal external-1 abr")]
    public Task A_pod_in_another_area_is_routed_in_the_backbone(string words) => IsWellAsync(words);

    private static async Task IsWellAsync(string words)
    {
        // "debug" or "release": the folder that this program is in.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Host.Artifacts, "dotnet/bin/Perch.Matrix", configuration, "Perch.Matrix");
        var result = await new Command(program, words.Split(' ')).RunAsync(Token);
        Assert.True(result.Success, result.Output + result.Error);
    }
}
