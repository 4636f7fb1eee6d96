using Perch.Model;

namespace Perch.Tests.Unit.Model;

public sealed class AnycastPrefixTests
{
    [Theory]
    [InlineData("172.22.76.109", "172.22.76.109/32")]
    [InlineData("172.22.76.109/32", "172.22.76.109/32")]
    public void A_host_address_is_an_anycast_prefix(string text, string expected)
    {
        Assert.True(AnycastPrefix.TryParse(text, out var prefix, out _));
        Assert.Equal(expected, prefix.ToString());
    }

    [Theory]
    [InlineData("172.22.76.0/24", "write 172.22.76.0")]
    [InlineData("fdbc::54", "IPv6")]
    [InlineData("224.0.0.5", "multicast")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("10.1", "not an IPv4 address")]
    [InlineData("", "not an IPv4 address")]
    public void What_no_host_can_have_is_refused_with_a_reason(string text, string reason)
    {
        Assert.False(AnycastPrefix.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
