using Perch.Model.Config;
using Perch.Speaker.Config;

namespace Perch.Tests.Unit.Speaker.Config;

public sealed class ConfigReaderTests
{
    private const string Smallest = """
        {"pod":"dns","addresses":["172.22.76.109"],"health":{"listeners":["udp/53"]},"ospf":{},"drain":{}}
        """;

    [Fact]
    public void What_is_left_away_has_its_default()
    {
        var plan = Read(Smallest, out var problems);
        Assert.Empty(problems);
        Assert.Equal(new HealthConfig().Lease, plan!.Config.Health.Lease);
        Assert.Equal(new OspfConfig().Metric, plan.Config.Ospf.Metric);
        Assert.Equal(new DrainConfig(), plan.Config.Drain);
        Assert.Equal("172.22.76.109/32", Assert.Single(plan.Prefixes).ToString());
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Read(
            """
            {"pod":"dns","addresses":["172.22.76.109","172.22.76.109","10.0.0.0/8"],
             "health":{"interval":"50ms","timeout":"40ms","lease":"80ms","rise":0,"listeners":["sctp/53"],
              "probes":[{"type":"udp","port":70000,"send":"?"}]},
             "ospf":{"area":"x","routerId":"0.0.0.0","hello":"1500ms","metric":0,"subnets":["10.0.0.0"]},
             "drain":{"depreferOnStop":"1m"}}
            """,
            out var problems);
        Assert.Equal(
            [
                "addresses: 172.22.76.109/32 is there twice: remove one",
                "addresses: 10.0.0.0/8 is a network; an anycast address is one host: write 10.0.0.0",
                "ospf.subnets: '10.0.0.0' is not a subnet; write one such as 172.18.3.0/24 or fd00:3::/64",
                "health.interval is 50ms: write 100ms to 1m",
                "health.rise is 0: write 1 to 100",
                "health.lease is 80ms: write more than interval and timeout together (90ms), at most 5m",
                "health.listeners: 'sctp/53' is no socket; write udp/53 or tcp/53",
                "the port of a probe is 70000: write 1 to 65535",
                "the udp probe on port 70000: send and expect are base64",
                "ospf.area is 'x': write a number such as 0, or a dotted quad such as 0.0.0.0",
                "ospf.routerId is '0.0.0.0': write a dotted quad such as 10.0.0.1, not 0.0.0.0",
                "ospf.hello is 1500ms: OSPF counts in whole seconds",
                "ospf.metric is 0: write 1 to 16777213",
                "drain.depreferOnStop is 1m: write 0s to 30s",
            ],
            problems);
    }

    [Theory]
    [InlineData(null, "PERCH_CONFIG is not set")]
    [InlineData("", "PERCH_CONFIG is not set")]
    [InlineData("null", "PERCH_CONFIG is null")]
    [InlineData("{", "PERCH_CONFIG cannot be read")]
    [InlineData("[]", "PERCH_CONFIG cannot be read")]
    [InlineData("""{"pod":"dns"}""", "PERCH_CONFIG cannot be read")]
    [InlineData("""{"version":2,"novelty":true}""", "PERCH_CONFIG is of version 2, this speaker understands 1")]
    public void What_is_no_configuration_is_refused_with_a_reason(string? json, string reason)
    {
        Assert.Null(Read(json, out var problems));
        Assert.StartsWith(reason, Assert.Single(problems), StringComparison.Ordinal);
    }

    private static SpeakerPlan? Read(string? json, out List<string> problems)
    {
        problems = [];
        return ConfigReader.Read(json, problems);
    }
}
