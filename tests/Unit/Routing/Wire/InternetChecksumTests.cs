using Perch.Routing.Wire;

namespace Perch.Tests.Unit.Routing.Wire;

public sealed class InternetChecksumTests
{
    [Theory]
    [InlineData("0001f203f4f5f6f7", 0x220D)]
    [InlineData("", 0xFFFF)]
    [InlineData("01", 0xFEFF)]
    [InlineData("ffffffff", 0x0000)]
    public void The_sum_is_that_of_rfc_1071(string hex, int expected) =>
        Assert.Equal(expected, InternetChecksum.Fold(InternetChecksum.Add(0, Convert.FromHexString(hex))));
}
