using Perch.Linux;
using Perch.Model;
using Perch.Speaker;
using Perch.Tests.Unit.Linux;
using static Perch.Tests.Unit.Speaker.Interfaces.Links;

namespace Perch.Tests.Unit.Speaker;

public sealed class AddressesTests
{
    private static readonly AnycastPrefix[] Both = [Anycast("172.22.76.109"), Anycast("fd42::53")];

    [Fact]
    public void Addresses_of_both_families_that_are_bound_nowhere_are_bound_to_lo() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var netlink = new RouteNetlink();
        var addresses = new Addresses(Both, netlink);
        addresses.Bind(Silent);
        Assert.Empty(addresses.Problems);
        Assert.Equal(
            [("172.22.76.109/32", "lo"), ("fd42::53/128", "lo")],
            addresses.Status(netlink.Read()).Select(address => (address.Address, address.BoundTo!)));
    });

    [Fact]
    public void Where_IPv6_is_disabled_the_sysctl_is_named_and_IPv4_is_bound_all_the_same() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        File.WriteAllText("/proc/sys/net/ipv6/conf/lo/disable_ipv6", "1");
        using var netlink = new RouteNetlink();
        var addresses = new Addresses(Both, netlink);
        addresses.Bind(Silent);
        var problem = Assert.Single(addresses.Problems);
        Assert.StartsWith("fd42::53/128 cannot be bound to lo", problem, StringComparison.Ordinal);
        Assert.Contains("net.ipv6.conf.lo.disable_ipv6 is 1", problem, StringComparison.Ordinal);
        Assert.Equal(["lo", null], addresses.Status(netlink.Read()).Select(address => address.BoundTo));
    });

    [Fact]
    public void An_address_that_another_machine_on_the_link_has_is_not_bound_and_says_so()
    {
        using var netlink = new RouteNetlink();
        var addresses = new Addresses(Both, netlink);
        var found = addresses.Status([Link("eth0", "172.22.76.109/24", "!fd42::53/64")]);
        Assert.Equal(["eth0", null], found.Select(address => address.BoundTo));
        var problem = Assert.Single(addresses.Problems);
        Assert.StartsWith("fd42::53 on eth0 is another machine's too", problem, StringComparison.Ordinal);
        addresses.Status([Link("eth0", "172.22.76.109/24", "fd42::53/64")]);
        Assert.Empty(addresses.Problems);
    }

    private static Log Silent => new(Severity.Warning + 1);
}
