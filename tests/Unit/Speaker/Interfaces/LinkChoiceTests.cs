using Perch.Model;
using Perch.Speaker.Config;
using Perch.Speaker.Interfaces;
using static Perch.Tests.Unit.Speaker.Interfaces.Links;

namespace Perch.Tests.Unit.Speaker.Interfaces;

public sealed class LinkChoiceTests
{
    private static readonly AnycastPrefix[] Both = [Anycast("10.0.0.53"), Anycast("fd42::53")];

    [Fact]
    public void An_interface_with_both_families_speaks_both_versions()
    {
        var link = Link("eth0", "172.18.3.54/24", "fd00:3::54/64", "fe80::54/64");
        var choice = new LinkChoice([], Both);
        var v2 = choice.ChooseV2(link);
        var v3 = choice.ChooseV3(link, null);
        Assert.Equal((Ip("172.18.3.54"), 24, 7u), (v2!.Address, v2.PrefixLength, v2.Index));
        Assert.Equal((Ip("fe80::54"), 64, 7u), (v3!.Address, v3.PrefixLength, v3.Index));
        Assert.Equal(("172.18.3.54", Ip("fd00:3::54")), (v3.RouterId.ToString(), v3.Global));
    }

    [Theory]
    [InlineData("10.0.0.53", true, false)]
    [InlineData("fd42::53", false, true)]
    public void A_family_without_an_address_to_announce_is_not_spoken(string anycast, bool two, bool three)
    {
        var link = Link("eth0", "172.18.3.54/24", "fe80::54/64");
        var choice = new LinkChoice([], [Anycast(anycast)]);
        Assert.Equal((two, three), (choice.ChooseV2(link) is not null, choice.ChooseV3(link, null) is not null));
    }

    [Theory]
    [InlineData("?fe80::54/64")]
    [InlineData("!fe80::54/64")]
    [InlineData("fd00:3::54/64")]
    public void Without_a_usable_link_local_address_OSPFv3_waits(string address)
    {
        var link = Link("eth0", "172.18.3.54/24", address);
        var choice = new LinkChoice([], Both);
        Assert.NotNull(choice.ChooseV2(link));
        Assert.Null(choice.ChooseV3(link, null));
    }

    [Theory]
    [InlineData("172.18.3.0/24", true)]
    [InlineData("fd00:3::/64", true)]
    [InlineData("fe80::/10", true)]
    [InlineData("172.18.4.0/24", false)]
    [InlineData("fd00:4::/64", false)]
    [InlineData("::/0", true)]
    public void A_subnet_of_either_family_chooses_the_interface_for_both(string subnet, bool chosen)
    {
        Assert.True(Subnet.TryParse(subnet, out var parsed));
        var link = Link("eth0", "172.18.3.54/24", "fd00:3::54/64", "fe80::54/64");
        var choice = new LinkChoice([parsed], Both);
        Assert.Equal(chosen, choice.ChooseV2(link) is not null);
        Assert.Equal(chosen, choice.ChooseV3(link, null) is not null);
        Assert.Equal(chosen, choice.IsNamed(link));
    }

    [Fact]
    public void Of_several_IPv4_addresses_the_one_in_a_subnet_that_is_named_is_spoken_from()
    {
        Assert.True(Subnet.TryParse("172.18.4.0/24", out var subnet));
        var link = Link("eth0", "10.0.0.53/32", "172.18.3.54/24", "172.18.4.54/24", "+172.18.4.55/24");
        Assert.Equal(Ip("172.18.3.54"), new LinkChoice([], Both).ChooseV2(link)!.Address);
        Assert.Equal(Ip("172.18.4.54"), new LinkChoice([subnet], Both).ChooseV2(link)!.Address);
    }

    [Fact]
    public void A_link_local_address_is_kept_while_it_is_there()
    {
        var choice = new LinkChoice([], Both);
        var link = Link("eth0", "fe80::54/64", "fe80::1/64");
        Assert.Equal(Ip("fe80::1"), choice.ChooseV3(link, null)!.Address);
        Assert.Equal(Ip("fe80::54"), choice.ChooseV3(link, Ip("fe80::54"))!.Address);
        Assert.Equal(Ip("fe80::1"), choice.ChooseV3(link, Ip("fe80::99"))!.Address);
    }

    [Fact]
    public void Neither_lo_nor_an_interface_with_nothing_but_anycast_addresses_speaks()
    {
        var choice = new LinkChoice([], Both);
        Assert.False(choice.IsWanted(Link("lo", "172.18.3.54/24", "fe80::1/64")));
        Assert.False(choice.IsWanted(Link("eth0", "10.0.0.53/32", "fd42::53/128")));
    }

    [Fact]
    public void The_address_that_the_area_reaches_is_neither_temporary_nor_anycast_nor_if_possible_deprecated()
    {
        var choice = new LinkChoice([], Both);
        string[] addresses = ["fe80::54/64", "fd42::53/128", "+fd00:3::1/64", "?fd00:3::2/64", "-fd00:3::3/64"];
        Assert.Equal(Ip("fd00:3::3"), choice.ChooseV3(Link("eth0", addresses), null)!.Global);
        addresses = [.. addresses, "fd00:3::4/64"];
        Assert.Equal(Ip("fd00:3::4"), choice.ChooseV3(Link("eth0", addresses), null)!.Global);
        Assert.Null(choice.ChooseV3(Link("eth0", "fe80::54/64"), null)!.Global);
    }

    [Fact]
    public void Without_IPv4_the_router_id_is_made_of_the_link_local_address()
    {
        var choice = new LinkChoice([], Both);
        var one = choice.ChooseV3(Link("eth0", "fe80::54/64"), null)!.RouterId;
        Assert.Equal(one, choice.ChooseV3(Link("eth1", "fd00::1/64", "fe80::54/64"), null)!.RouterId);
        Assert.NotEqual(one, choice.ChooseV3(Link("eth0", "fe80::55/64"), null)!.RouterId);
        Assert.NotEqual(RouterId.None, one);
    }
}
