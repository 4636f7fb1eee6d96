using Perch.Linux;

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
        Assert.Equal([new(0x0A090002, 24, false), new LinkAddress(0x0A090003, 24, true)], link.Addresses);
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

    [Fact]
    public void An_address_is_bound_once() => OwnNamespace.Run(() =>
    {
        OwnNamespace.Ip("link set lo up");
        using var netlink = new RouteNetlink();
        Assert.Equal(Errno.None, netlink.AddHostAddress(1, 0xAC164C6D));
        Assert.Equal(Errno.Exists, netlink.AddHostAddress(1, 0xAC164C6D));
        Assert.Contains(new LinkAddress(0xAC164C6D, 32, false), Assert.Single(netlink.Read()).Addresses);
    });
}
