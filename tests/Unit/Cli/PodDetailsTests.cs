using Perch.Agent;
using Perch.Agent.Reconcile;
using Perch.Cli.Terminal;
using Perch.Model.Status;
using Perch.Pods;
using Perch.Tests.Unit.Agent;

namespace Perch.Tests.Unit.Cli;

/// <summary>What perch status says of a pod beside the table.</summary>
public sealed class PodDetailsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly SpeakerStatus Announced = SamplePods.Status(GateState.Up, announced: true);

    [Fact]
    public void Every_member_and_every_route_has_a_line()
    {
        var agent = PodStandings.Well() with { LastHeal = "starting dns-powerdns-1", LastHealAt = Noon };
        Assert.Equal(
            """
            holder: dns-net-1: running
            application: dns-powerdns-1: running, in the holder's namespace, bound by id
            speaker: dns-powerdns-speaker-1: running, in the holder's namespace, bound by id
            gate: up for 42 s: all probes pass
            route: 172.22.76.109/32 on eth0 as AS-external-LSA type 1, metric 10, acknowledged by 10.99.1.2
            agent: well
            last heal: 2026-11-27 12:00:00Z starting dns-powerdns-1
            last update: none that it knows of
            next: nothing to do
            """,
            Written(Report(SamplePods.Whole(), Announced), agent));
    }

    [Theory]
    [InlineData(true, "in a zombie namespace")]
    [InlineData(false, "in a stale namespace")]
    public void A_namespace_that_is_still_connected_is_a_zombie(bool hasInterface, string words)
    {
        var pod = SamplePods.Whole() with { Holder = SamplePods.Holder("2026-01-01T00:05:00Z") };
        var status = hasInterface ? Announced : Announced with { Ospf = [] };
        Assert.Contains(words, Written(Report(pod, status), null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_names_its_holder_is_bound_by_name()
    {
        var pod = SamplePods.Whole() with { Application = SamplePods.Member("app", holder: "dns-net-1") };
        Assert.Contains("app: running, in the holder's namespace, bound by name", Written(Report(pod, Announced), null),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_agent_it_says_what_is_missing() => Assert.EndsWith(
        "agent: none: nobody heals this pod, and nothing is written down ('perch agent up')",
        Written(Report(SamplePods.Whole(), Announced), null), StringComparison.Ordinal);

    [Fact]
    public void What_comes_next_is_the_agents_word()
    {
        var pod = PodStandings.Well() with { Verdict = VerdictKind.Settling, Reason = "r", Next = "restarting x" };
        Assert.EndsWith("next: restarting x", Written(Report(SamplePods.Whole(), null), pod), StringComparison.Ordinal);
        var wedged = pod with { Verdict = VerdictKind.Wedged };
        Assert.EndsWith("next: nothing: it is for its operator",
            Written(Report(SamplePods.Whole(), null), wedged), StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_router_has_acknowledged_says_so()
    {
        var route = Announced.Ospf[0].Announcements[0] with { Acknowledged = false };
        var status = Announced with { Ospf = [Announced.Ospf[0] with { Announcements = [route] }] };
        Assert.Contains("not acknowledged by 10.99.1.2", Written(Report(SamplePods.Whole(), status), null),
            StringComparison.Ordinal);
    }

    private static PodReport Report(FoundPod pod, SpeakerStatus? status) =>
        PodReport.Of(pod, new SpeakerAnswer(status, null));

    private static string Written(PodReport report, PodStanding? agent) => string.Join(
        '\n', PodDetails.Lines(report, agent, hasAgent: agent is not null).Select(line => $"{line.Name}: {line.Text}"));
}
