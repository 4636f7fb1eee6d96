using System.Runtime.CompilerServices;
using Perch.Cli.HostRouter;
using Perch.Model;
using Perch.Model.Config;
using Perch.Tests.Unit.Compose;

namespace Perch.Tests.Unit.Cli;

public sealed class HostConfigTests
{
    private static readonly HostBridge Named = new()
    {
        Network = "dns_default",
        Interface = "br-pods",
        Subnet = "172.18.3.0/24",
        Source = "as the engine has it",
        Ospf = new OspfConfig(),
    };

    private static readonly HostPlan Plan = new()
    {
        Project = "dns",
        Addresses = [Prefix("172.22.76.109"), Prefix("172.22.76.110")],
        Bridges = [Named],
    };

    [Fact]
    public void Bird_gets_a_file_to_include() => Matches("bird.expected.conf", BirdConfig.Write(Plan));

    [Fact]
    public void Bird_gets_a_whole_file_where_there_was_none() => Matches(
        "bird-complete.expected.conf", BirdConfig.Write(Plan with { IsComplete = true, Uplinks = ["eth0"] }));

    [Fact]
    public void Frr_gets_lines_that_add_to_what_is_there() => Matches("frr.expected.conf", FrrConfig.Write(Plan));

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

    private static AnycastPrefix Prefix(string text) =>
        AnycastPrefix.TryParse(text, out var prefix, out _) ? prefix : default;

    private static void Matches(string name, string actual, [CallerFilePath] string here = "") =>
        Snap.Match(Path.Combine(Path.GetDirectoryName(here)!, "HostRouter", name), actual);
}
