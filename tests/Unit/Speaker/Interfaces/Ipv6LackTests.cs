using Perch.Linux;
using Perch.Speaker.Interfaces;
using static Perch.Tests.Unit.Speaker.Interfaces.Links;

namespace Perch.Tests.Unit.Speaker.Interfaces;

public sealed class Ipv6LackTests
{
    [Fact]
    public void A_sysctl_that_is_in_the_way_is_named_with_what_to_write() => Says(
        Link("eth0", "172.18.3.54/24"), disabled: true,
        "net.ipv6.conf.eth0.disable_ipv6 is 1", "net.ipv6.conf.all.disable_ipv6=0");

    [Fact]
    public void A_duplicate_is_named() => Says(
        Link("eth0", "!fe80::54/64"), disabled: false, "fe80::54 on eth0", "another machine's", "MAC address");

    [Fact]
    public void An_address_that_is_being_checked_is_waited_for() => Says(
        Link("eth0", "?fe80::54/64"), disabled: false, "fe80::54", "duplicate address detection", "starts when");

    [Fact]
    public void An_MTU_below_what_IPv6_needs_is_named_with_both_values() => Says(
        Link("eth0", "172.18.3.54/24") with { Mtu = 1000 }, disabled: null, "MTU of 1000", "1280");

    [Fact]
    public void An_interface_that_is_down_says_so() => Says(
        Link("eth0", "172.18.3.54/24") with { Up = false }, disabled: false, "eth0 is down");

    [Fact]
    public void No_address_for_no_reason_that_can_be_known_says_how_one_is_made() => Says(
        Link("eth0", "172.18.3.54/24"), disabled: false, "no link-local IPv6 address", "addr_gen_mode");

    private static void Says(NetworkLink link, bool? disabled, params string[] parts)
    {
        bool? Sysctl(string name) => name == "eth0" ? disabled : throw new ArgumentException(name);
        var sentence = Ipv6Lack.Of(link, Sysctl).Sentence;
        Assert.All(parts, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
    }
}
