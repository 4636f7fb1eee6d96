using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

public sealed class ServiceGateTests
{
    [Fact]
    public void A_service_starts_withdrawn_and_is_announced_after_three_looks_in_a_row()
    {
        var service = SimulatedService.Started();
        Assert.Equal(GateState.Starting, service.State);
        service.Run(0.1);
        Assert.Equal(GateState.Rising, service.State);
        service.Run(0.1);
        Assert.Empty(service.Verdicts);
        service.Run(0.1);
        Assert.Equal(GateState.Up, service.State);
        Assert.Equal(Verdict.Announced, Assert.Single(service.Verdicts).Verdict);
        Assert.Equal(
            [
                "not announced: 1 of 3 looks in a row passed",
                "announced: 3 looks in a row passed",
            ],
            service.Said);
    }

    [Fact]
    public void A_service_that_is_sick_from_the_start_is_never_announced()
    {
        var service = SimulatedService.Started(application: _ => Reply.Wrong);
        service.Run(600);
        Assert.Empty(service.Verdicts);
        Assert.Equal(GateState.Starting, service.State);
        Assert.Contains("SERVFAIL, expected NOERROR", service.Status.Why, StringComparison.Ordinal);
        Assert.Contains("no good answer yet", service.Status.Why, StringComparison.Ordinal);
        Assert.Single(service.Said);
    }

    [Fact]
    public void A_failed_look_while_rising_starts_the_count_again()
    {
        var service = SimulatedService.Started();
        service.Run(0.15);
        service.Application = _ => Reply.Wrong;
        service.Run(0.5);
        Assert.Equal(GateState.Down, service.State);
        service.Application = _ => Reply.Good;
        service.Run(0.2);
        Assert.Empty(service.Verdicts);
        service.Run(0.1);
        Assert.Equal(Verdict.Announced, service.Verdict);
    }

    [Fact]
    public void A_look_at_a_healthy_service_makes_less_than_a_kilobyte_of_garbage()
    {
        var service = SimulatedService.Up();
        var before = GC.GetAllocatedBytesForCurrentThread();
        service.Run(600);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / service.Looks.Count, 0, 1000);
    }

    [Fact]
    public void A_first_failure_brings_a_second_look_at_once_and_a_pass_forgets_it()
    {
        var service = SimulatedService.Up();
        var failures = 1;
        service.Application = _ => failures-- > 0 ? Reply.Wrong : Reply.Good;
        service.Run(1);
        Assert.Empty(service.Verdicts);
        Assert.Equal(GateState.Up, service.State);
        var pauses = service.Looks.Zip(service.Looks.Skip(1), (first, second) => second - first);
        Assert.Contains(TimeSpan.FromMilliseconds(1), pauses);
        Assert.StartsWith("still announced, but dns example.dn42 SOA: ans", service.Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_answers_twice_in_a_row_withdraw()
    {
        var service = SimulatedService.Up();
        service.Application = _ => Reply.Wrong;
        service.Run(0.6);
        Assert.Equal(GateState.Down, service.State);
        Assert.Equal(Verdict.Withdrawn, Assert.Single(service.Verdicts).Verdict);
        Assert.StartsWith(
            "withdrawn: dns example.dn42 SOA: answered SERVFAIL, expected NOERROR, twice in a row (last good answer ",
            service.Said[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_hang_withdraws_within_one_interval_and_two_timeouts()
    {
        var service = SimulatedService.Up();
        var hung = service.Now;
        service.Application = _ => Reply.Hang;
        service.Run(2);
        Assert.InRange((service.Verdicts[0].At - hung).TotalMilliseconds, 600, 1100);
        Assert.Contains("no answer within 300 ms, twice in a row", service.Said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_listener_that_is_gone_withdraws_at_once_and_one_that_is_back_rises_again()
    {
        var service = SimulatedService.Up();
        service.Listen(false);
        Assert.Equal((service.Now, Verdict.Withdrawn), Assert.Single(service.Verdicts));
        Assert.Equal(GateState.Down, service.State);
        Assert.Equal("withdrawn: nothing listens on udp/53 any more", service.Status.Why);
        service.Run(10);
        Assert.Equal(GateState.Down, service.State);
        service.Listen(true);
        service.Run(0.9);
        Assert.Equal(Verdict.Withdrawn, service.Verdict);
        service.Run(0.2);
        Assert.Equal(Verdict.Announced, service.Verdict);
    }

    [Fact]
    public void A_listener_that_is_back_is_looked_at_at_once()
    {
        var service = SimulatedService.Up();
        service.Run(0.2);
        service.Listen(false);
        service.Looks.Clear();
        service.Listen(true);
        Assert.Equal(service.Now, Assert.Single(service.Looks));
    }

    [Fact]
    public void An_address_that_is_unbound_withdraws_at_once()
    {
        var service = SimulatedService.Up();
        service.Bind(null);
        Assert.Equal(Verdict.Withdrawn, service.Verdict);
        Assert.Equal("withdrawn: 172.22.76.109/32 is bound to no interface of the pod", service.Said[^1]);
    }

    [Fact]
    public void A_service_without_probes_follows_its_listeners()
    {
        var health = new HealthConfig { Listeners = ["tcp/80", "udp/53"] };
        var service = SimulatedService.Started(health, []);
        service.Run(1);
        Assert.Equal("announced: every required socket listens", service.Status.Why);
        service.Listen(false);
        Assert.Equal("withdrawn: nothing listens on tcp/80 and udp/53 any more", service.Status.Why);
    }

    [Theory]
    [InlineData(Require.All, false)]
    [InlineData(Require.Any, true)]
    public void All_or_any_decides_what_one_sick_probe_means(Require require, bool announced)
    {
        var service = SimulatedService.Up(new HealthConfig { Require = require }, ["tcp 53", "tcp 80"]);
        service.Application = probe => probe == 1 ? Reply.Hang : Reply.Good;
        service.Run(3);
        Assert.Equal(announced, service.Verdict == Verdict.Announced);
        var seen = service.Status.Probes.Select(probe => (probe.Passed, probe.Detail));
        Assert.Equal([(true, "NOERROR in 1.0 ms"), (false, "no answer within 300 ms")], seen);
    }

    [Fact]
    public void A_quiet_service_says_nothing()
    {
        var service = SimulatedService.Up();
        service.Run(86_400);
        Assert.Empty(service.Said);
        Assert.Equal(2 * 86_400, service.Looks.Count, tolerance: 2);
    }
}
