using Perch.Linux;
using Perch.Model;

namespace Perch.Tests.Unit.Linux;

/// <summary>Two sockets at the ends of one cable, in one namespace.</summary>
public sealed class OspfSocketTests
{
    private static readonly byte[] Packet = [3, 1, 0, 4];

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 255)]
    public void A_packet_over_IPv6_comes_with_source_destination_and_hop_limit(bool ttlSecurity, int hopLimit) =>
        OwnNamespace.Run(() =>
        {
            Cable("fe80::1/64", "fe80::2/64");
            using var here = Open("pt0", "fe80::1", ttlSecurity);
            using var there = Open("pt1", "fe80::2", ttlSecurity);
            Await("ff02::5", here, there);
            foreach (var destination in new[] { "ff02::5", "fe80::2" })
            {
                Assert.Equal(Errno.None, here.Send(Address(destination), Packet));
                Assert.Equal(("fe80::1", destination, hopLimit, "03010004"), Receive(there));
            }
        });

    [Fact]
    public void Of_several_link_local_addresses_the_one_given_is_the_source() => OwnNamespace.Run(() =>
    {
        Cable("fe80::1/64", "fe80::2/64");
        OwnNamespace.Ip("address add fe80::11/64 dev pt0 nodad");
        OwnNamespace.Ip("address add fd42::1/64 dev pt0 nodad");
        using var first = Open("pt0", "fe80::1", false);
        using var second = Open("pt0", "fe80::11", false);
        using var there = Open("pt1", "fe80::2", false);
        Await("ff02::5", first, there);
        Assert.Equal(Errno.None, first.Send(Address("ff02::5"), Packet));
        Assert.Equal(Errno.None, second.Send(Address("ff02::5"), Packet));
        Assert.Equal("fe80::1", Receive(there).Source);
        Assert.Equal("fe80::11", Receive(there).Source);
    });

    [Fact]
    public void What_is_sent_to_the_designated_routers_is_not_for_us() => OwnNamespace.Run(() =>
    {
        Cable("fe80::1/64", "fe80::2/64");
        using var here = Open("pt0", "fe80::1", false);
        using var there = Open("pt1", "fe80::2", false);
        Await("ff02::5", here, there);
        Assert.Equal(Errno.None, here.Send(Address("ff02::6"), Packet));
        Assert.Equal(Errno.None, here.Send(Address("ff02::5"), Packet));
        Assert.Equal("ff02::5", Receive(there).Destination);
    });

    [Fact]
    public void A_packet_of_64_KiB_arrives_whole() => OwnNamespace.Run(() =>
    {
        Cable("fe80::1/64", "fe80::2/64");
        using var here = Open("pt0", "fe80::1", false);
        using var there = Open("pt1", "fe80::2", false);
        Await("ff02::5", here, there);
        Assert.Equal(Errno.None, here.Send(Address("ff02::5"), new byte[65_000]));
        Assert.Equal(2 * 65_000, Receive(there).Hex.Length);
    });

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 255)]
    public void A_packet_over_IPv4_comes_with_source_destination_and_TTL(bool ttlSecurity, int timeToLive) =>
        OwnNamespace.Run(() =>
        {
            Cable("10.9.0.1/24", "10.9.0.2/24");

            // A packet from an address of this very namespace is a martian otherwise.
            foreach (var file in new[] { "pt0/accept_local", "pt1/accept_local" })
            {
                File.WriteAllText($"/proc/sys/net/ipv4/conf/{file}", "1");
            }

            using var here = Open("pt0", "10.9.0.1", ttlSecurity);
            using var there = Open("pt1", "10.9.0.2", ttlSecurity);
            Await("224.0.0.5", here, there);
            Assert.Equal(Errno.None, here.Send(Address("224.0.0.5"), Packet));
            Assert.Equal(("10.9.0.1", "224.0.0.5", timeToLive, "03010004"), Receive(there));
        });

    private static void Cable(string here, string there)
    {
        OwnNamespace.Ip("link add pt0 type veth peer name pt1");
        foreach (var (end, address) in new[] { ("pt0", here), ("pt1", there) })
        {
            var six = address.Contains(':', StringComparison.Ordinal);
            OwnNamespace.Ip($"link set {end} addrgenmode none");
            OwnNamespace.Ip($"address add {address} dev {end}{(six ? " nodad" : "")}");
            OwnNamespace.Ip($"link set {end} up");
        }
    }

    private static OspfSocket Open(string end, string address, bool ttlSecurity)
    {
        using var netlink = new RouteNetlink();
        var index = Assert.Single(netlink.Read(), link => link.Name == end).Index;
        return OspfSocket.Open(end, index, Address(address), ttlSecurity);
    }

    /// <summary>The kernel carries packets a moment after it has said that the cable is up.</summary>
    private static void Await(string group, OspfSocket here, OspfSocket there)
    {
        var poller = new Poller();
        var arrived = false;
        using var watch = poller.Add(there.Descriptor, Readiness.Readable, _ => arrived = true);
        for (var end = BootClock.Now + TimeSpan.FromSeconds(10); !arrived && BootClock.Now < end;)
        {
            here.Send(Address(group), Packet);
            poller.Wait(TimeSpan.FromMilliseconds(20));
        }

        while (there.TryReceive(new byte[70_000], out _, out _))
        {
        }
    }

    private static (string Source, string Destination, int TimeToLive, string Hex) Receive(OspfSocket socket)
    {
        var poller = new Poller();
        using var watch = poller.Add(socket.Descriptor, Readiness.Readable, _ => { });
        poller.Wait(TimeSpan.FromSeconds(5));
        Assert.True(socket.TryReceive(new byte[70_000], out var packet, out var why), why.Describe());
        return ($"{packet.Source}", $"{packet.Destination}", packet.TimeToLive,
            Convert.ToHexString(packet.Payload.Span));
    }

    private static IpAddress Address(string text) =>
        IpAddress.TryParse(text, out var address) ? address : throw new FormatException(text);
}
