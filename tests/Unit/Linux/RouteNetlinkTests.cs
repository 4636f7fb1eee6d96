using Perch.Linux;
using Perch.Model;

namespace Perch.Tests.Unit.Linux;

public sealed class RouteNetlinkTests
{
    [Fact]
    public void Interfaces_and_addresses_are_read_as_they_are() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link add pt0 mtu 1400 type veth peer name pt1");
        OwnNamespace.Ip("addr add 10.9.0.2/24 dev pt0");
        OwnNamespace.Ip("addr add 10.9.0.3/24 dev pt0");
        OwnNamespace.Ip("link set pt0 up");
        using var netlink = new RouteNetlink();

        var links = netlink.Read();

        var link = Assert.Single(links, link => link.Name == "pt0");
        Assert.Equal((1400, false, false), (link.Mtu, link.Up, link.Loopback));
        Assert.Equal(
            [("10.9.0.2", 24, false), ("10.9.0.3", 24, true)],
            link.Addresses.Select(address => ($"{address.Value}", address.PrefixLength, address.IsSecondary)));
        Assert.True(Assert.Single(links, link => link.Name == "lo").Loopback);
    });

    [Fact]
    public void A_change_makes_the_descriptor_readable_until_it_is_read() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link add pt0 type veth peer name pt1");
        using var netlink = new RouteNetlink();
        var poller = new Poller();
        var wakes = 0;
        using var watch = poller.Add(netlink.Descriptor, Readiness.Readable, _ => wakes++);

        OwnNamespace.Ip("link set pt0 up");
        OwnNamespace.Ip("link set pt1 up");
        poller.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(1, wakes);
        Assert.True(Assert.Single(netlink.Read(), link => link.Name == "pt0").Up);

        poller.Wait(TimeSpan.Zero);
        Assert.Equal(1, wakes);
    });

    [Theory]
    [InlineData("172.22.76.109", 32)]
    [InlineData("fd42:4242::53", 128)]
    public void An_address_is_bound_once_and_good_at_once(string text, int length) => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        Assert.True(IpAddress.TryParse(text, out var address));
        using var netlink = new RouteNetlink();
        Assert.Equal(Errno.None, netlink.AddHostAddress(1, address));
        Assert.Equal(Errno.Exists, netlink.AddHostAddress(1, address));
        var bound = Assert.Single(Assert.Single(netlink.Read()).Addresses, bound => bound.Value == address);
        Assert.Equal((length, true, AddressScope.Global), (bound.PrefixLength, bound.IsUsable, bound.Scope));
    });

    [Fact]
    public void Where_IPv6_is_disabled_no_address_is_bound_and_the_sysctl_says_so() => OwnNamespace.Run(() =>
    {
        Assert.False(Ipv6Sysctl.IsDisabled("lo"));
        File.WriteAllText("/proc/sys/net/ipv6/conf/lo/disable_ipv6", "1");
        OwnNamespace.Ip("link set lo up");
        using var netlink = new RouteNetlink();
        Assert.Equal(Errno.AccessDenied, netlink.AddHostAddress(1, new IpAddress(((UInt128)0xFD42 << 112) | 1)));
        Assert.True(Ipv6Sysctl.IsDisabled("lo"));
        Assert.Null(Ipv6Sysctl.IsDisabled("nowhere0"));
    });

    [Fact]
    public void A_link_local_address_is_not_usable_before_the_kernel_has_looked_for_another() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link add pt0 type veth peer name pt1");
        OwnNamespace.Ip("link set pt1 up");
        File.WriteAllText("/proc/sys/net/ipv6/conf/pt0/dad_transmits", "3");
        using var netlink = new RouteNetlink();
        var poller = new Poller();
        using var watch = poller.Add(netlink.Descriptor, Readiness.Readable, _ => { });
        OwnNamespace.Ip("link set pt0 up");

        var seen = new List<bool>();
        while (!seen.Contains(true))
        {
            var link = Assert.Single(netlink.Read(), link => link.Name == "pt0");
            var addresses = link.Addresses.Where(address => address.Value.IsLinkLocal);
            seen.AddRange(addresses.Select(address => address.IsUsable));
            poller.Wait(TimeSpan.FromSeconds(10));
        }

        Assert.False(seen[0]);
    });

    [Fact]
    public void A_link_local_address_that_another_machine_has_is_known_to_be_a_duplicate() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link add pt0 type veth peer name pt1");
        OwnNamespace.Ip("link set pt0 addrgenmode none");
        OwnNamespace.Ip("link set pt0 up");
        OwnNamespace.Ip("link set pt1 up");
        OwnNamespace.Ip("address add fe80::1/64 dev pt1 nodad");
        using var netlink = new RouteNetlink();
        var poller = new Poller();
        using var watch = poller.Add(netlink.Descriptor, Readiness.Readable, _ => { });
        OwnNamespace.Ip("address add fe80::1/64 dev pt0");
        while (!netlink.Read().Any(link => link.Name == "pt0" && link.Addresses.Any(address => address.IsDuplicate)))
        {
            poller.Wait(TimeSpan.FromSeconds(10));
        }
    });
}
