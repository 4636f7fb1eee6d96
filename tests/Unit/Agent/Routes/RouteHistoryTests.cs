using Perch.Agent.Events;
using Perch.Agent.Routes;
using Perch.Model.Status;
using Perch.Tests.Unit.Cli;

namespace Perch.Tests.Unit.Agent.Routes;

/// <summary>When a route went, why, and how long it was away.</summary>
public sealed class RouteHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly RouteHistory _history = new("dns", "powerdns");

    [Fact]
    public void A_pod_that_begins_has_not_lost_a_route()
    {
        Assert.Null(_history.Heard(SamplePods.Status(GateState.Rising, announced: false, "2 of 3 looks"), Noon));
        var first = _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon.AddSeconds(3));
        Assert.Equal(PodEventKind.Announced, first!.Kind);
        Assert.Null(first.Took);
    }

    [Fact]
    public void A_withdrawal_says_why_and_the_return_says_how_long_it_was()
    {
        _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon);
        var gone = _history.Heard(
            SamplePods.Status(GateState.Down, announced: false, "nothing listens on udp/53 any more"),
            Noon.AddSeconds(10));
        Assert.Equal(PodEventKind.Withdrawn, gone!.Kind);
        Assert.Contains("udp/53", gone.Sentence, StringComparison.Ordinal);

        var back = _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon.AddSeconds(14));
        Assert.Equal(TimeSpan.FromSeconds(4), back!.Took);
        Assert.Contains("udp/53", back.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_again_is_no_event()
    {
        _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon);
        Assert.Null(_history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon.AddSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(5), _history.For(Noon.AddSeconds(5)));
    }

    [Fact]
    public void A_speaker_that_is_gone_has_no_routes()
    {
        _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon);
        var gone = _history.Lost("dns-powerdns-speaker-1 has ended", Noon.AddSeconds(1));
        Assert.Equal(PodEventKind.Withdrawn, gone!.Kind);
        Assert.Null(_history.Lost("dns-powerdns-speaker-1 has ended", Noon.AddSeconds(2)));
    }

    [Fact]
    public void What_an_earlier_agent_wrote_down_is_taken_up()
    {
        _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon);
        var gone = _history.Lost("nothing listens on udp/53 any more", Noon.AddSeconds(1));
        var next = new RouteHistory("dns", "powerdns");
        next.Resume(gone!);
        Assert.Null(next.Heard(SamplePods.Status(GateState.Down, announced: false), Noon.AddSeconds(5)));
        var back = next.Heard(SamplePods.Status(GateState.Up, announced: true), Noon.AddSeconds(61));
        Assert.Equal(TimeSpan.FromMinutes(1), back!.Took);
        Assert.Contains("udp/53", back.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_changed_while_no_agent_was_there_says_so()
    {
        var last = _history.Heard(SamplePods.Status(GateState.Up, announced: true), Noon);
        var next = new RouteHistory("dns", "powerdns");
        next.Resume(last!);
        var gone = next.Lost("dns-powerdns-speaker-1 is exited", Noon.AddHours(1));
        Assert.EndsWith("(found so when the agent came back)", gone!.Sentence, StringComparison.Ordinal);
    }
}
