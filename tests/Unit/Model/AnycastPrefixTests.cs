using Perch.Model;

namespace Perch.Tests.Unit.Model;

public sealed class AnycastPrefixTests
{
    [Theory]
    [InlineData("172.22.76.109", "172.22.76.109/32")]
    [InlineData("172.22.76.109/32", "172.22.76.109/32")]
    [InlineData("fd42:4242::53", "fd42:4242::53/128")]
    [InlineData("FD42:4242:0:0::53/128", "fd42:4242::53/128")]
    [InlineData("2001:db8::", "2001:db8::/128")]
    public void A_host_address_is_an_anycast_prefix(string text, string expected)
    {
        Assert.True(AnycastPrefix.TryParse(text, out var prefix, out _));
        Assert.Equal(expected, prefix.ToString());
    }

    [Theory]
    [InlineData("172.22.76.0/24", "write 172.22.76.0")]
    [InlineData("224.0.0.5", "multicast")]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("10.1", "not an address")]
    [InlineData("fd42::/64", "write fd42::")]
    [InlineData("fd42::53/32", "write fd42::53")]
    [InlineData("172.22.76.109/128", "write 172.22.76.109")]
    [InlineData("::", "no address")]
    [InlineData("::1", "loopback")]
    [InlineData("ff02::5", "multicast")]
    [InlineData("fe80::53", "link-local")]
    [InlineData("::ffff:172.22.76.109", "write 172.22.76.109")]
    [InlineData("::ffff:172.22.76.109/128", "write 172.22.76.109")]
    [InlineData("fd42::53%eth0", "write fd42::53")]
    [InlineData("[fd42::53]", "not an address")]
    [InlineData("fd42::53::1", "not an address")]
    [InlineData("", "not an address")]
    public void What_no_host_can_have_is_refused_with_a_reason(string text, string reason)
    {
        Assert.False(AnycastPrefix.TryParse(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
