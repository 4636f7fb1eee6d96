using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

/// <summary>One metric after another, each until the routers have followed.</summary>
public sealed class PassageTests
{
    private const uint Largest = 0xFF_FFFE;
    private static readonly TimeSpan Start = TimeSpan.FromHours(3);
    private readonly List<(double At, uint? Metric)> _announced = [];
    private readonly Passage _passage;
    private TimeSpan _now = Start;

    public PassageTests() => _passage = new Passage(10, Largest, new DrainConfig());

    /// <summary>How long until a metric is acknowledged; null: never.</summary>
    private double? Acknowledged { get; set; } = 0.5;

    [Fact]
    public void Leaving_goes_through_the_steps_to_the_largest_and_is_over_when_all_have_followed()
    {
        Up();
        Go(Verdict.Depreferred, [29, 39]);
        Run(10);
        Assert.Equal([(0, 29u), (2, 39u), (4, Largest)], _announced);
        Assert.True(_passage.IsLed);
        Assert.Equal($"metric {Largest} instead of 10, step 3 of 3", $"{_passage}");
    }

    [Fact]
    public void A_step_lasts_until_it_is_acknowledged_and_no_longer_than_patience()
    {
        Up();
        Acknowledged = 3;
        Go(Verdict.Depreferred, [29]);
        Run(5.9);
        Assert.Equal([(0, 29u), (3, Largest)], _announced);
        Acknowledged = null;
        Run(3.2);
        Assert.True(_passage.IsLed);
        Go(Verdict.Announced, null);
        Run(20);
        Assert.Equal(10u, _passage.Metric);
    }

    [Fact]
    public void Coming_back_goes_the_same_way_in_the_other_direction()
    {
        Go(Verdict.Announced, [29, 39]);
        Assert.Equal("metric 39 instead of 10, step 1 of 3", $"{_passage}");
        Run(60);
        Assert.Equal([(0, 39u), (2, 29u), (4, 10u)], _announced);
        Assert.Null(_passage.Deadline);
    }

    [Fact]
    public void Alone_it_is_announced_as_configured_at_once_and_leaves_with_the_largest()
    {
        Go(Verdict.Announced, []);
        Run(10);
        Go(Verdict.Depreferred, []);
        Run(10);
        Assert.Equal([(0, 10u), (10, Largest)], _announced);
        Assert.True(_passage.IsLed);
    }

    [Fact]
    public void While_nobody_knows_who_else_announces_it_is_reachable_and_attracts_nobody()
    {
        Go(Verdict.Announced, null);
        Run(0.4);
        Assert.False(_passage.AsksForSteps);
        Run(0.2);
        Assert.True(_passage.AsksForSteps);
        Learn([39]);
        Run(10);
        Assert.Equal([(0, Largest - 1), (0.6, 39u), (2.6, 10u)], _announced);
    }

    [Fact]
    public void Before_a_router_is_there_it_waits_and_what_never_becomes_known_is_guessed()
    {
        Acknowledged = null;
        Go(Verdict.Announced, null);
        _passage.Delivered(null);
        Assert.Null(_passage.Deadline);
        _passage.Delivered(new Delivery(_now, IsAcknowledged: true));
        Assert.Equal(_now + Passage.Patience, _passage.Deadline);
        _now = _passage.Deadline!.Value;
        Learn(null);
        Assert.Equal(11u, _passage.Metric);
    }

    [Fact]
    public void An_undrain_on_the_way_turns_back_on_the_same_steps()
    {
        Up();
        Go(Verdict.Depreferred, [29, 39]);
        Run(3);
        Go(Verdict.Announced, [29, 39]);
        Run(10);
        Assert.Equal([(0, 29u), (2, 39u), (3, 29u), (5, 10u)], _announced);
        Assert.False(_passage.IsLed);
    }

    [Fact]
    public void A_speaker_that_stops_takes_fewer_and_shorter_steps_and_waits_for_nobody()
    {
        Up();
        Acknowledged = null;
        _passage.Hurry();
        Go(Verdict.Depreferred, [19, 29, 39, 49]);
        Assert.Equal(_now + TimeSpan.FromSeconds(6), _passage.Latest(_now));
        Run(10);
        Assert.Equal([(0, 39u), (1, 49u), (2, Largest)], _announced);
        Assert.True(_passage.IsLed);
    }

    [Fact]
    public void A_drain_that_is_hurried_leaves_the_rest_out()
    {
        Up();
        Go(Verdict.Depreferred, [19, 29, 39, 49]);
        Run(0.6);
        _passage.Hurry();
        Run(10);
        Assert.Equal([(0, 19u), (1, 39u), (2, 49u), (3, Largest)], _announced);
    }

    [Fact]
    public void A_fault_is_withdrawn_at_once_wherever_it_is()
    {
        Up();
        Go(Verdict.Depreferred, [29]);
        Go(Verdict.Withdrawn, null);
        Assert.Equal((null, null), (_passage.Metric, _passage.Deadline));
    }

    [Fact]
    public void What_another_speaker_announced_goes_on_as_it_is()
    {
        _passage.TakeOver();
        Assert.Equal((10u, null), (_passage.Metric, _passage.Deadline));
    }

    private void Up()
    {
        Go(Verdict.Announced, []);
        _announced.Clear();
        _now = Start;
    }

    private void Go(Verdict verdict, IReadOnlyList<uint>? steps)
    {
        _passage.Go(verdict, steps, _now);
        Sent();
    }

    private void Learn(IReadOnlyList<uint>? steps)
    {
        _passage.Learn(steps, _now);
        Sent();
    }

    private void Sent()
    {
        _announced.Add((Math.Round((_now - Start).TotalSeconds, 3), _passage.Metric));
        _sent = _now;
        _passage.Delivered(new Delivery(_now, IsAcknowledged: false));
    }

    private TimeSpan _sent;

    private void Run(double seconds)
    {
        for (var end = _now + TimeSpan.FromSeconds(seconds); _now < end; _now += TimeSpan.FromMilliseconds(100))
        {
            if (Acknowledged is { } after && _now >= _sent + TimeSpan.FromSeconds(after))
            {
                _passage.Delivered(new Delivery(_sent, IsAcknowledged: true));
            }

            var before = _passage.Metric;
            if (_passage.TimePassed(_now) && _passage.Metric != before)
            {
                Sent();
            }
        }
    }
}
