using Perch.Model;
using Perch.Speaker.Config;

namespace Perch.Tests.Unit.Speaker.Config;

public sealed class SubnetTests
{
    [Theory]
    [InlineData("172.18.3.77/24", "172.18.3.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.0.0.1/32", "10.0.0.1/32")]
    [InlineData("fd00:3::77/64", "fd00:3::/64")]
    [InlineData("::/0", "::/0")]
    [InlineData("fd00::1/128", "fd00::1/128")]
    public void A_subnet_is_read_without_its_host_bits(string text, string expected)
    {
        Assert.True(Subnet.TryParse(text, out var subnet));
        Assert.Equal(expected, subnet.ToString());
    }

    [Theory]
    [InlineData("172.18.3.0")]
    [InlineData("172.18.3.0/33")]
    [InlineData("fd00::/129")]
    [InlineData("fd00::/-1")]
    [InlineData("fe80::%eth0/64")]
    [InlineData(null)]
    public void What_is_no_subnet_is_refused(string? text) => Assert.False(Subnet.TryParse(text, out _));

    [Theory]
    [InlineData("172.18.3.0/24", "172.18.3.255", true)]
    [InlineData("172.18.3.0/24", "172.18.4.0", false)]
    [InlineData("fd00:3::/64", "fd00:3::ffff:0:0:1", true)]
    [InlineData("fd00:3::/64", "fd00:3:0:1::1", false)]
    [InlineData("0.0.0.0/0", "fd00::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    public void It_contains_addresses_of_its_family_alone(string text, string address, bool contained)
    {
        Assert.True(Subnet.TryParse(text, out var subnet));
        Assert.True(IpAddress.TryParse(address, out var parsed));
        Assert.Equal(contained, subnet.Contains(parsed));
    }
}
