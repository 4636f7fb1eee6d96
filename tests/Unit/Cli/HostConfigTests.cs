using System.Runtime.CompilerServices;
using Perch.Cli.HostRouter;
using Perch.Model.Config;
using Perch.Tests.Unit.Compose;

namespace Perch.Tests.Unit.Cli;

public sealed class HostConfigTests
{
    private static readonly HostPlan Plan = HostPlans.OfV4;

    private static readonly HostBridge Named = Plan.Bridges[0];

    private static readonly HostPlan Dual = HostPlans.Dual;

    [Fact]
    public void Bird_gets_a_file_to_include() => Matches("bird.expected.conf", BirdConfig.Write(Plan));

    [Fact]
    public void Bird_gets_a_whole_file_where_there_was_none() => Matches(
        "bird-complete.expected.conf", BirdConfig.Write(Plan with { IsComplete = true, Uplinks = ["eth0"] }));

    [Fact]
    public void Frr_gets_lines_that_add_to_what_is_there() => Matches("frr.expected.conf", FrrConfig.Write(Plan));

    [Fact]
    public void Bird_gets_OSPFv3_for_addresses_of_IPv6_and_the_keys_without_their_text() => Matches(
        "bird-dual.expected.conf", BirdConfig.Write(Dual with { IsComplete = true, Uplinks = ["eth0"] }));

    [Fact]
    public void Frr_gets_OSPFv3_for_addresses_of_IPv6_and_the_keys_without_their_text() =>
        Matches("frr-dual.expected.conf", FrrConfig.Write(Dual with { Uplinks = ["eth0"] }));

    [Fact]
    public void Without_an_address_of_IPv4_there_is_no_OSPFv2()
    {
        var bird = BirdConfig.Write(HostPlans.OfV6);
        var frr = FrrConfig.Write(HostPlans.OfV6);
        Assert.DoesNotContain("ospf v2", bird, StringComparison.Ordinal);
        Assert.DoesNotContain("router ospf\n", frr, StringComparison.Ordinal);
        Assert.DoesNotContain("ip ospf area", frr, StringComparison.Ordinal);
        Assert.All((string[])[bird, frr], text => Assert.DoesNotContain(" iptables", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_router_s_name_is_no_address_of_a_bridge_that_other_hosts_may_have_too() => Assert.Contains(
        "router id from -\"docker*\", -\"br-*\", -\"any0\", \"*\";",
        BirdConfig.Write(Plan with { IsComplete = true, SilentBridges = ["any0", "br-0123456789ab"] }));

    [Fact]
    public void In_OSPFv3_bird_knows_a_bridge_by_its_name_alone()
    {
        var bridge = HostPlans.OfV6.Bridges[0] with { Interface = "br-0123456789ab", IsNamedByEngine = true };
        var bird = BirdConfig.Write(HostPlans.OfV6 with { Bridges = [bridge] });
        Assert.Contains("interface \"br-0123456789ab\" {", bird);
        Assert.Contains("if ifname = \"br-0123456789ab\" then", bird);
    }

    [Fact]
    public void A_bridge_without_a_lasting_name_is_known_to_bird_by_its_subnet()
    {
        var bridge = Named with { Interface = "br-0123456789ab", IsNamedByEngine = true };
        Assert.Contains("interface 172.18.3.0/24 {", BirdConfig.Write(Plan with { Bridges = [bridge] }));
    }

    [Fact]
    public void What_x_anycast_says_of_ospf_is_the_hosts_too()
    {
        var ospf = new OspfConfig
        {
            Area = "7",
            NetworkType = NetworkType.PointToPoint,
            Hello = TimeSpan.FromSeconds(5),
            AnnounceAs = AnnounceAs.Nssa1,
        };
        var plan = Plan with { Bridges = [Named with { Ospf = ospf }] };
        var bird = BirdConfig.Write(plan);
        var frr = FrrConfig.Write(plan);
        Assert.All(
            (string[])["area 7 {", "nssa;", "type ptp;", "hello 5;", "dead 20;"], line => Assert.Contains(line, bird));
        Assert.DoesNotContain("wait", bird, StringComparison.Ordinal);
        Assert.All(
            (string[])["area 7 nssa", "ip ospf area 7", "point-to-point", "hello-interval 5", "dead-interval 20"],
            line => Assert.Contains(line, frr));
    }

    private static void Matches(string name, string actual, [CallerFilePath] string here = "") =>
        Snap.Match(Path.Combine(Path.GetDirectoryName(here)!, "HostRouter", name), actual);
}
