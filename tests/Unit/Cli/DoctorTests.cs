using System.Text.Json;
using Perch.Cli.Doctor;
using Perch.Compose;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Model.Status;
using Perch.Pods;

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

    private static readonly Facts Dual = Healthy with
    {
        Pods = [PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(SamplePods.DualStatus(announced: true), null))],
        FirewallRulesV6 = ["-N DOCKER-USER", "-A DOCKER-USER -d fdbc::54/128 -j ACCEPT"],
        ForwardsV6 = true,
        LinkLocal = new HashSet<string> { Healthy.Networks[0].Bridge! },
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
    public void A_host_with_the_same_subnet_is_a_finding_of_its_own()
    {
        var status = SamplePods.Status(GateState.Up, announced: true);
        status = status with { Ospf = [status.Ospf[0] with { SubnetTwin = "10.99.2.2" }] };
        var pod = PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(status, null));
        var finding = One(Healthy with { Pods = [pod] }, "subnet-twin");
        Assert.Equal(Level.Fail, finding.Level);
        Assert.StartsWith("powerdns: router 10.99.2.2 is another host", finding.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(Findings(Healthy), each => each.Code == "subnet-twin");
    }

    [Fact]
    public void All_well_in_both_families_is_all_ok()
    {
        Assert.All(Findings(Dual), finding => Assert.Equal(Level.Ok, finding.Level));
        Assert.Equal(2, Findings(Dual).Count(finding => finding.Code == "firewall"));
        Assert.Contains(Findings(Dual), finding =>
            finding.Title.EndsWith("over OSPFv3, authenticated with hmac-sha-256, key 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_that_does_not_forward_IPv6_is_told_how() => Assert.Contains(
        "net.ipv6.conf.all.forwarding=1", One(Dual with { ForwardsV6 = false }, "ip6-forward").Advice);

    [Fact]
    public void A_bridge_without_a_link_local_address_cannot_carry_OSPFv3()
    {
        var bridge = Dual.Networks[0].Bridge!;
        var finding = One(Dual with { LinkLocal = new HashSet<string> { "eth0" } }, "link-local");
        Assert.Equal(Level.Fail, finding.Level);
        Assert.Contains($"net.ipv6.conf.{bridge}.disable_ipv6=0", finding.Advice);
    }

    [Fact]
    public void An_engine_that_filters_no_IPv6_needs_no_rule() => Assert.Contains(
        "filters no IPv6", Findings(Dual with { FirewallRulesV6 = [] }).Last(each => each.Code == "firewall").Title);

    [Fact]
    public void The_firewall_of_IPv6_has_a_program_of_its_own()
    {
        var finding = Findings(Dual with { FirewallRulesV6 = ["-A DOCKER-USER -j RETURN"] })
            .Last(each => each.Code == "firewall");
        Assert.Equal(Level.Fail, finding.Level);
        Assert.StartsWith("ip6tables -I DOCKER-USER -d fdbc::54 -j ACCEPT", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_over_OSPFv3_is_told_apart_from_silence_over_OSPFv2()
    {
        var status = SamplePods.DualStatus(announced: false);
        var pod = PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(status, null));
        var silent = Findings(Dual with { Pods = [pod] }).Where(finding => finding.Code == "router").ToList();
        Assert.DoesNotContain("OSPFv3", silent[0].Title, StringComparison.Ordinal);
        Assert.EndsWith("over OSPFv3", silent[1].Title, StringComparison.Ordinal);
        Assert.Contains("speak OSPFv3 on this bridge", silent[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_local_addresses_are_read_from_the_kernel_s_table()
    {
        var found = FactFinder.LinkLocal(
            "00000000000000000000000000000001 01 80 10 80       lo\n"
            + "fd001720018000030000000000000001 04 40 00 80 br-pods\n"
            + "fe800000000000000000000000000001 04 40 20 80 br-pods\n");
        Assert.Equal(["br-pods"], found);
    }

    [Theory]
    [InlineData("containrrr/watchtower", "com.centurylinklabs.watchtower.enable")]
    [InlineData("ghcr.io/nicholas-fedor/watchtower:1.22", "com.centurylinklabs.watchtower.enable")]
    [InlineData("getwud/wud:8.3.1", "wud.watch")]
    [InlineData("fmartinou/whats-up-docker", "wud.watch")]
    [InlineData("codeswhat/drydock", "dd.watch")]
    [InlineData("crazymax/diun:latest", "diun.enable")]
    public void An_updater_that_watches_a_holder_is_named_with_the_label_that_keeps_it_away(string image, string label)
    {
        var finding = One(Healthy with { Containers = [Entry(image, "/run")] }, "updater");
        Assert.StartsWith("other watches the holder of powerdns", finding.Title, StringComparison.Ordinal);
        Assert.Contains($"{label}=false", finding.Advice, StringComparison.Ordinal);

        var labelled = SamplePods.Whole() with { Holder = SamplePods.Holder(labels: $"\"{label}\": \"false\"") };
        var pod = PodReport.Of(labelled, new SpeakerAnswer(SamplePods.Status(GateState.Up, announced: true), null));
        Assert.DoesNotContain(
            Findings(Healthy with { Containers = [Entry(image, "/run")], Pods = [pod] }),
            each => each.Code == "updater");
    }

    [Theory]
    [InlineData("containrrr/watchtower", "/watchtower --label-enable")]
    [InlineData("nginx", "nginx")]
    public void Who_updates_no_holder_is_not_named(string image, string command) => Assert.DoesNotContain(
        Findings(Healthy with { Containers = [Entry(image, command)] }), each => each.Code == "updater");

    [Fact]
    public void Live_restore_is_a_warning_that_names_the_agent()
    {
        var engine = new EngineInfo(JsonElement.Parse("""{"IPv4Forwarding":true,"LiveRestoreEnabled":true}"""));
        var finding = One(Healthy with { Engine = engine }, "live-restore");
        Assert.Equal(Level.Warn, finding.Level);
        Assert.Contains("perch agent up", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_a_shared_namespace_refuses_is_named_with_its_place()
    {
        var error = new ComposeError("compose.yaml", 7, 5, "services.web.ports", "Docker refuses ports here", "move");
        var finding = One(Healthy with { ComposeErrors = [error] }, "compose-file");
        Assert.Equal(
            (Level.Fail, "compose.yaml:7:5: services.web.ports: Docker refuses ports here", "move"),
            (finding.Level, finding.Title, finding.Advice));
    }

    [Theory]
    [InlineData("exited", "sysctl net.ipv4 not allowed", "2026-01-01T00:00:01Z", Level.Fail)]
    [InlineData("running", "", "2025-12-31T00:00:00Z", Level.Warn)]
    [InlineData("running", "", "2026-01-01T00:00:01Z", null)]
    [InlineData("exited", "", "2025-12-31T00:00:00Z", null)]
    public void Whoever_joined_a_pod_and_is_not_in_its_namespace_is_named(
        string state, string error, string started, object? level)
    {
        var joined = SamplePods.Member("web", state, started, error: error);
        var found = Findings(Healthy with { Joined = [joined] }).FirstOrDefault(each => each.Code == "joined");
        Assert.Equal(level, found?.Level);
        Assert.True(found is null || found.Title.StartsWith("web ", StringComparison.Ordinal));
    }

    private static ContainerEntry Entry(string image, string command) => new(JsonElement.Parse(
        $$"""{"Names":["/other"],"Image":"{{image}}","Command":"{{command}}","State":"running"}"""));

    private static Finding One(Facts facts, string code) =>
        Assert.Single(Findings(facts), finding => finding.Code == code);

    private static List<Finding> Findings(Facts facts) =>
        [.. Perch.Cli.Doctor.Findings.Of(facts)];

    private static PodReport Pod(GateState state, bool announced) =>
        PodReport.Of(SamplePods.Whole(), new SpeakerAnswer(SamplePods.Status(state, announced), null));

    private static Network Network(string name, string subnet) => new(JsonElement.Parse(
        $$"""
        {"Id": "{{name}}-id", "Name": "{{name}}", "Driver": "bridge", "IPAM": {"Config": [{"Subnet": "{{subnet}}"} ] } }
        """));
}
