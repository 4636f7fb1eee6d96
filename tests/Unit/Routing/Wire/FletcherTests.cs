using System.Text;
using Perch.Routing.Wire;

namespace Perch.Tests.Unit.Routing.Wire;

public sealed class FletcherTests
{
    [Fact]
    public void A_megabyte_of_ones_does_not_overflow() =>
        Assert.True(Fletcher.IsValid(Enumerable.Repeat((byte)255, 1 << 20).ToArray()));

    [Fact]
    public void Check_bytes_make_any_text_valid()
    {
        var data = Encoding.ASCII.GetBytes("..an anycast address is the same address on many machines");
        data[0] = data[1] = 0;
        var checksum = Fletcher.Compute(data, 0);
        (data[0], data[1]) = ((byte)(checksum >> 8), (byte)checksum);
        Assert.True(Fletcher.IsValid(data));
        data[5]++;
        Assert.False(Fletcher.IsValid(data));
    }
}
