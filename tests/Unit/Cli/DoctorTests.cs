using System.Text.Json;
using Perch.Cli.Doctor;
using Perch.Cli.Pods;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Model.Status;

namespace Perch.Tests.Unit.Cli;

public sealed class DoctorTests
{
    private static readonly Facts Healthy = new()
    {
        Endpoint = new DockerEndpoint.Unix("/run/docker.sock") { Address = "unix:///run/docker.sock", Source = "test" },
        Version = new EngineVersion(JsonElement.Parse("""{"Version":"26.1.5"}""")),
        Engine = new EngineInfo(JsonElement.Parse("""{"IPv4Forwarding":true}""")),
        Compose = "2.26.1",
        Networks = [Network("dns_default", "172.18.3.0/24")],
        Containers = [],
        Pods = [Pod(GateState.Up, announced: true)],
        IsThisMachine = true,
        FirewallRules = ["-N DOCKER-USER", "-A DOCKER-USER -d 172.22.76.109/32 -j ACCEPT", "-A DOCKER-USER -j RETURN"],
    };

    [Fact]
    public void All_well_is_all_ok() => Assert.All(Findings(Healthy), finding => Assert.Equal(Level.Ok, finding.Level));

    [Theory]
    [InlineData("-A DOCKER-USER -j ACCEPT", Level.Ok)]
    [InlineData("-A DOCKER-USER -d 172.22.76.0/24 -j ACCEPT", Level.Ok)]
    [InlineData("-A DOCKER-USER -d 172.22.76.110/32 -j ACCEPT", Level.Fail)]
    [InlineData("-A DOCKER-USER -d 172.22.76.109/32 -p udp -j ACCEPT", Level.Fail)]
    [InlineData("-A DOCKER-USER -j RETURN", Level.Fail)]
    public void The_firewall_must_let_the_address_pass_without_further_conditions(string rule, object level) =>
        Assert.Equal(level, One(Healthy with { FirewallRules = [rule] }, "firewall").Level);

    [Fact]
    public void A_firewall_on_another_machine_is_a_warning_with_the_rule()
    {
        var finding = One(Healthy with { FirewallRules = null, IsThisMachine = false }, "firewall");
        Assert.Equal(Level.Warn, finding.Level);
        Assert.Contains("iptables -I DOCKER-USER -d 172.22.76.109 -j ACCEPT", finding.Advice);
    }

    [Theory]
    [InlineData(null, Level.Fail)]
    [InlineData("5.2.0", Level.Warn)]
    [InlineData("5.3.0", Level.Ok)]
    public void Compose_must_be_there_and_not_the_one_that_recreates_pods(string? version, object level) =>
        Assert.Equal(level, One(Healthy with { Compose = version }, "compose-version").Level);

    [Fact]
    public void Networks_that_overlap_are_named_both()
    {
        var facts = Healthy with { Networks = [Network("a", "10.0.0.0/8"), Network("b", "10.1.0.0/16")] };
        Assert.Equal("a (10.0.0.0/8) and b (10.1.0.0/16) overlap", One(facts, "overlap").Title);
    }

    [Fact]
    public void No_router_heard_points_to_host_config()
    {
        var finding = One(Healthy with { Pods = [Pod(GateState.Up, announced: false)] }, "router");
        Assert.Equal(Level.Fail, finding.Level);
        Assert.Contains("host-config", finding.Advice);
    }

    [Fact]
    public void An_updater_that_watches_a_holder_is_named()
    {
        var watchtower = new ContainerEntry(JsonElement.Parse(
            """{"Names":["/wt"],"Image":"containrrr/watchtower","State":"running"}"""));
        var finding = One(Healthy with { Containers = [watchtower] }, "updater");
        Assert.StartsWith("wt watches the holder of powerdns", finding.Title, StringComparison.Ordinal);
    }

    private static Finding One(Facts facts, string code) =>
        Assert.Single(Findings(facts), finding => finding.Code == code);

    private static List<Finding> Findings(Facts facts) =>
        [.. EngineChecks.Of(facts), .. NetworkChecks.Of(facts), .. PodChecks.Of(facts)];

    private static PodReport Pod(GateState state, bool announced) =>
        PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(SamplePods.Status(state, announced), null));

    private static Network Network(string name, string subnet) => new(JsonElement.Parse(
        $$"""
        {"Id": "{{name}}", "Name": "{{name}}", "Driver": "bridge", "IPAM": {"Config": [{"Subnet": "{{subnet}}"} ] } }
        """));
}
