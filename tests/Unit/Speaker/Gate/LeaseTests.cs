using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

public sealed class LeaseTests
{
    [Fact]
    public void A_speaker_frozen_for_longer_than_the_lease_withdraws_on_its_first_event()
    {
        var service = SimulatedService.Up();
        service.Freeze(60);
        service.Handle(new GateEvent.TimePassed());
        Assert.Equal((service.Now, Verdict.Withdrawn), Assert.Single(service.Verdicts));
        Assert.Contains("lease of 5 s", service.Said[^1], StringComparison.Ordinal);
        service.Run(5);
        Assert.Equal(GateState.Up, service.State);
    }

    [Fact]
    public void An_answer_from_before_the_freeze_does_not_count()
    {
        var service = SimulatedService.Up();
        service.Application = _ => Reply.Hang;
        service.Run(0.5);
        Assert.True(service.Looks.Count > 0);
        service.Freeze(3);
        service.Handle(new GateEvent.ProbeCompleted(service.LookNumber, 0, true, "NOERROR"));
        Assert.Contains(service.Said, sentence => sentence.Contains("does not count", StringComparison.Ordinal));
        service.Run(1);
        Assert.Equal(Verdict.Withdrawn, service.Verdict);
    }

    [Fact]
    public void A_speaker_frozen_for_less_than_the_lease_keeps_its_announcement()
    {
        var service = SimulatedService.Up();
        service.Freeze(4);
        service.Run(10);
        Assert.Empty(service.Verdicts);
    }

    [Fact]
    public void A_lease_ends_on_its_own_time_and_waits_for_no_look()
    {
        var health = new HealthConfig { Interval = TimeSpan.FromSeconds(30), Rise = 1 };
        var service = SimulatedService.Started(health);
        service.Run(10);
        Assert.Equal([Verdict.Announced, Verdict.Withdrawn], service.Verdicts.Select(change => change.Verdict));
        Assert.Equal(health.Lease, service.Verdicts[1].At - service.Verdicts[0].At);
    }

    [Fact]
    public void A_speaker_that_never_finds_time_for_a_look_lets_the_lease_end()
    {
        var service = SimulatedService.Up();
        var starved = service.Now;
        for (var turn = 0; turn < 20 && service.Verdict == Verdict.Announced; turn++)
        {
            service.Freeze(0.9);
            service.Handle(new GateEvent.TimePassed());
        }

        Assert.InRange((service.Now - starved).TotalSeconds, 4.5, 6.5);
    }
}
