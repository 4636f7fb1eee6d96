using Perch.Compose.Keys;

namespace Perch.Tests.Unit.Compose;

public sealed class NearestTests
{
    [Theory]
    [InlineData("addresses", "adresses", 1)]
    [InlineData("area", "aera", 1)]
    [InlineData("tcp", "tpc", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_slips_of_the_hand(string known, string written, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(known, written));
        Assert.Equal(distance, Nearest.Distance(written, known));
    }

    [Fact]
    public void What_is_near_nothing_gets_the_whole_list() =>
        Assert.Equal("known here: area, metric", Nearest.Of("bandwidth", ["area", "metric"]));
}
