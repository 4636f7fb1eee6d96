using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

public sealed class DrainTests
{
    [Fact]
    public void A_drain_deprefers_then_withdraws()
    {
        var service = SimulatedService.Up();
        var start = service.Now;
        service.Handle(new GateEvent.DrainRequested());
        Assert.Equal(GateState.Draining, service.State);
        Assert.Equal("draining: withdrawn in 2 s", service.Status.Why);
        service.Run(60);
        Assert.Equal(
            [(start, Verdict.Depreferred), (start + TimeSpan.FromSeconds(2), Verdict.Withdrawn)],
            service.Verdicts);
        Assert.Equal(GateState.Drained, service.State);
        Assert.Equal("drained on request; perch undrain powerdns brings it back", service.Said[^1]);
        Assert.Equal(1, service.DrainedCount);
    }

    [Fact]
    public void A_drain_lasts_as_long_as_its_steps_and_says_each()
    {
        var service = SimulatedService.Up();
        var start = service.Now;
        service.Handle(new GateEvent.DrainRequested());
        service.Handle(new GateEvent.DrainProceeds("metric 39 instead of 10, step 1 of 2", start + Seconds(9)));
        Assert.Equal("draining: metric 39 instead of 10, step 1 of 2, 9 s at most", service.Said[^1]);
        service.Run(4);
        service.Handle(new GateEvent.DrainProceeds("metric 99 instead of 10, step 2 of 2", start + Seconds(8)));
        Assert.Equal("draining: metric 99 instead of 10, step 2 of 2, 4 s at most", service.Said[^1]);
        service.Handle(new GateEvent.StopRequested());
        service.Run(60);
        Assert.Equal(
            [(start, Verdict.Depreferred), (start + Seconds(8), Verdict.Withdrawn)], service.Verdicts);

        static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
    }

    [Fact]
    public void A_drained_service_is_still_looked_at()
    {
        var service = Drained();
        service.Looks.Clear();
        service.Application = _ => Reply.Wrong;
        service.Run(5);
        Assert.Equal(10, service.Looks.Count, tolerance: 1);
        Assert.False(service.Status.Probes[0].Passed);
        Assert.Equal(GateState.Drained, service.State);
    }

    [Fact]
    public void An_undrained_service_rises_again()
    {
        var service = Drained();
        service.Verdicts.Clear();
        service.Handle(new GateEvent.UndrainRequested());
        Assert.Equal(GateState.Starting, service.State);
        service.Run(0.9);
        Assert.Empty(service.Verdicts);
        service.Run(0.2);
        Assert.Equal(Verdict.Announced, service.Verdict);
    }

    [Fact]
    public void An_undrain_that_comes_in_time_keeps_the_announcement()
    {
        var service = SimulatedService.Up();
        service.Handle(new GateEvent.DrainRequested());
        service.Run(1);
        service.Handle(new GateEvent.UndrainRequested());
        service.Run(60);
        Assert.Equal([Verdict.Depreferred, Verdict.Announced], service.Verdicts.Select(change => change.Verdict));
    }

    [Fact]
    public void A_service_that_is_down_is_drained_at_once()
    {
        var service = SimulatedService.Up();
        service.Listen(false);
        service.Handle(new GateEvent.DrainRequested());
        Assert.Equal(GateState.Drained, service.State);
        Assert.Equal(1, service.DrainedCount);
    }

    [Fact]
    public void A_service_that_dies_while_it_drains_is_withdrawn_at_once()
    {
        var service = SimulatedService.Up();
        service.Handle(new GateEvent.DrainRequested());
        service.Run(0.5);
        service.Listen(false);
        Assert.Equal(GateState.Drained, service.State);
        Assert.Equal(Verdict.Withdrawn, service.Verdict);
    }

    [Fact]
    public void A_speaker_that_stops_takes_the_shorter_time_and_stays_gone()
    {
        var service = SimulatedService.Up();
        var start = service.Now;
        service.Handle(new GateEvent.DrainRequested());
        service.Handle(new GateEvent.StopRequested());
        service.Handle(new GateEvent.UndrainRequested());
        service.Run(10);
        Assert.Equal(start + TimeSpan.FromSeconds(1), service.Verdicts[^1].At);
        Assert.Equal("withdrawn: the speaker is stopping", service.SaidWhenDrained);
        Assert.Equal(1, service.DrainedCount);
    }

    [Fact]
    public void A_drained_speaker_that_stops_may_leave_at_once()
    {
        var service = Drained();
        service.Handle(new GateEvent.StopRequested());
        Assert.Equal(2, service.DrainedCount);
    }

    [Fact]
    public void A_drain_outlives_the_speaker()
    {
        var service = new SimulatedService();
        service.Bind("lo");
        service.Listen(true);
        service.Handle(new GateEvent.Started(Drained: true));
        service.Run(60);
        Assert.Equal(GateState.Drained, service.State);
        Assert.Empty(service.Verdicts);
    }

    private static SimulatedService Drained()
    {
        var service = SimulatedService.Up();
        service.Handle(new GateEvent.DrainRequested());
        service.Run(10);
        Assert.Equal(GateState.Drained, service.State);
        return service;
    }
}
