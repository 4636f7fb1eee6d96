using Perch.Docker;

namespace Perch.Tests.Unit.Docker;

public sealed class ApiVersionTests
{
    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.45", "1.45")]
    [InlineData("1.99", "1.51")]
    [InlineData("2.0", "1.51")]
    public void The_version_spoken_is_the_older_of_the_two(string server, string spoken)
    {
        Assert.True(ApiVersion.TryParse(server, out var version));
        Assert.Equal(spoken, ApiVersion.Negotiate(version).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("1.4x")]
    [InlineData("-1.4")]
    public void What_is_no_version_is_refused(string? text) => Assert.False(ApiVersion.TryParse(text, out _));

    [Fact]
    public void Versions_compare_as_numbers_not_as_text() => Assert.True(new ApiVersion(1, 9) < new ApiVersion(1, 41));
}
