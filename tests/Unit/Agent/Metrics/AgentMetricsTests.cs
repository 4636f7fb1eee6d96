using Perch.Agent;
using Perch.Agent.Events;
using Perch.Agent.Metrics;
using Perch.Agent.Reconcile;
using Perch.Agent.Routes;

namespace Perch.Tests.Unit.Agent.Metrics;

/// <summary>What a Prometheus reads of an agent.</summary>
public sealed class AgentMetricsTests : IDisposable
{
    private const string Pod = "perch_project=\"dns\",perch_service=\"powerdns\"";

    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly MovedTime _time = new() { Now = Noon };
    private readonly AgentMetrics _metrics;
    private readonly PrometheusText _text;
    private PodStanding _pod = PodStandings.Well();

    public AgentMetricsTests()
    {
        _metrics = new AgentMetrics(
            () => new Standings { At = Noon, Connected = true, Pods = [_pod, PodStandings.Well("web")] }, () => 3,
            _time);
        _text = new PrometheusText(_metrics.Meter);
    }

    public void Dispose()
    {
        _text.Dispose();
        _metrics.Dispose();
    }

    [Theory]
    [InlineData("perch.agent.pass.duration", "s", false, "perch_agent_pass_duration_seconds")]
    [InlineData("perch.pod.heals", "{heal}", true, "perch_pod_heals_total")]
    [InlineData("process.memory.usage", "By", false, "process_memory_usage_bytes")]
    [InlineData("process.cpu.time", "s", true, "process_cpu_time_seconds_total")]
    public void A_name_follows_from_name_unit_and_kind(string name, string unit, bool counter, string expected) =>
        Assert.Equal(expected, MetricName.Of(name, unit, counter));

    [Fact]
    public void Pods_are_counted_by_where_they_stand()
    {
        _pod = _pod with { Verdict = VerdictKind.Wedged };
        var text = _text.Write();
        Assert.Contains("\nperch_pod_count{perch_verdict=\"wedged\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nperch_pod_count{perch_verdict=\"well\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nperch_pod_wedged{{{Pod}}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nperch_agent_events_lost_total 3\n", text, StringComparison.Ordinal);
        Assert.Contains("\n# TYPE perch_pod_count gauge\n", text, StringComparison.Ordinal);

        _pod = _pod with { Verdict = VerdictKind.Well };
        Assert.DoesNotContain("wedged\"}", _text.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_is_1_or_0_for_each_prefix()
    {
        _pod = Routes(announced: false, Noon);
        var text = _text.Write();
        Assert.Contains(
            $"\nperch_route_announced{{{Pod},perch_prefix=\"172.22.76.109/32\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"\nperch_route_announced{{{Pod},perch_prefix=\"fdbc::54/128\"}} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_without_a_route_grows_while_it_is_away_and_never_goes_back()
    {
        _pod = Routes(announced: false, Noon);
        _time.Now = Noon.AddSeconds(5);
        Assert.Equal(5, Withdrawn());

        _metrics.Add(Event(PodEventKind.Announced) with { Took = TimeSpan.FromSeconds(4.9) });
        _pod = Routes(announced: true, Noon.AddSeconds(4.9));
        Assert.Equal(5, Withdrawn());

        _pod = Routes(announced: false, Noon.AddSeconds(10));
        _time.Now = Noon.AddSeconds(12);
        Assert.Equal(6.9, Withdrawn(), 3);
    }

    [Fact]
    public void What_happens_is_counted_by_pod_and_outcome()
    {
        _metrics.Add(Event(PodEventKind.Healed));
        _metrics.Add(Event(PodEventKind.Healed));
        _metrics.Add(Event(PodEventKind.RolledBack));
        _metrics.Add(Event(PodEventKind.Withdrawn));
        _metrics.Delivered("dropped");
        var text = _text.Write();
        Assert.Contains($"\nperch_pod_heals_total{{{Pod}}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains(
            $"\nperch_pod_updates_total{{{Pod},perch_outcome=\"rolledBack\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nperch_route_withdrawals_total{{{Pod}}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "\nperch_agent_webhook_deliveries_total{perch_outcome=\"dropped\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_falls_into_every_bucket_that_is_wide_enough()
    {
        _metrics.Passed(TimeSpan.FromMilliseconds(30));
        _metrics.Passed(TimeSpan.FromSeconds(20));
        var text = _text.Write();
        const string Name = "\nperch_agent_pass_duration_seconds";
        Assert.Contains($"{Name}_bucket{{le=\"0.025\"}} 0\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Name}_bucket{{le=\"0.05\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Name}_bucket{{le=\"10\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Name}_bucket{{le=\"+Inf\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"{Name}_sum 20.03\n{Name[1..]}_count 2\n", text, StringComparison.Ordinal);
    }

    private double Withdrawn()
    {
        var name = $"perch_route_withdrawn_time_seconds_total{{{Pod}}} ";
        var line = _text.Write().Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..]);
    }

    private static PodStanding Routes(bool announced, DateTimeOffset since) => PodStandings.Well() with
    {
        Routes = new RouteStanding
        {
            Announced = announced,
            Away = !announced,
            Since = since,
            Why = "",
            Prefixes = [new("172.22.76.109/32", true), new("fdbc::54/128", announced)],
        },
    };

    private static PodEvent Event(PodEventKind kind) => new()
    {
        At = Noon,
        Project = "dns",
        Service = "powerdns",
        Kind = kind,
        Sentence = "",
    };

    private sealed class MovedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
