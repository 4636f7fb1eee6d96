using CsCheck;
using Perch.Agent.Reconcile;

namespace Perch.Tests.Unit.Agent.Reconcile;

/// <summary>It is tried again and again, later and later, and then no more.</summary>
public sealed class PersistenceTests
{
    private readonly Pod _pod = new();

    [Fact]
    public void A_step_that_does_not_help_is_tried_later_and_later_and_then_given_up_loudly()
    {
        _pod.Holder = _pod.Holder! with { State = "exited", Error = "port is already allocated" };
        var pauses = TryUntilWedged("port is already allocated");
        Assert.Equal([1, 2, 4, 8, 16, 32, 60], pauses.Select(pause => pause.TotalSeconds));
        Assert.Contains("dns-net does not run", _pod.Verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("port is already allocated", _pod.Verdict.Reason, StringComparison.Ordinal);
        _pod.Wait(590);
        Assert.Equal(VerdictKind.Wedged, _pod.Verdict.Kind);
    }

    [Fact]
    public void What_the_engine_refused_too_often_is_tried_rarely_and_what_was_in_vain_never()
    {
        _pod.Application = _pod.Application! with { StartedAt = Pod.At(0) };
        TryUntilWedged("no space left on device");
        Assert.Equal(_pod.Now.TotalSeconds + 599, _pod.Verdict.LookAgain?.TotalSeconds);
        _pod.Wait(600);
        Assert.Equal(VerdictKind.Heal, _pod.Verdict.Kind);
        _pod.Memory.Tried(_pod.Verdict.Step!, new StepResult(null), _pod.Now);
        _pod.Wait(3600);
        Assert.Equal(VerdictKind.Wedged, _pod.Verdict.Kind);
    }

    [Fact]
    public void A_pod_that_is_wedged_is_tried_again_when_its_holder_is_another()
    {
        _pod.Application = _pod.Application! with { StartedAt = Pod.At(0) };
        TryUntilWedged("no");
        _pod.Holder = _pod.Holder! with { StartedAt = Pod.At(100) };
        Assert.Equal(VerdictKind.Heal, _pod.SettledVerdict.Kind);
    }

    [Fact]
    public void A_pod_that_is_wedged_is_tried_again_when_the_engine_is_another()
    {
        _pod.Application = _pod.Application! with { StartedAt = Pod.At(0) };
        TryUntilWedged("no");
        _pod.Memory.EngineLost(isAnother: true, _pod.Now);
        Assert.Equal(VerdictKind.Heal, _pod.SettledVerdict.Kind);
    }

    [Fact]
    public void One_member_that_is_wedged_keeps_nobody_from_mending_the_other()
    {
        _pod.Application = _pod.Application! with { StartedAt = Pod.At(0) };
        TryUntilWedged("no");
        _pod.Speaker = _pod.Speaker! with { StartedAt = Pod.At(0.5) };
        var verdict = _pod.SettledVerdict;
        Assert.Equal("restarting dns-speaker", verdict.Step?.What);
        Assert.Contains("dns is still in the network", Assert.Single(verdict.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Tries_are_forgiven_when_the_pod_was_well_for_a_minute()
    {
        _pod.Application = _pod.Application! with { StartedAt = Pod.At(0) };
        var step = _pod.SettledVerdict.Step!;
        _pod.CarryOut(step);
        Assert.Equal(1, _pod.Memory.TriesOf(step).Count);
        _ = _pod.Verdict;
        _pod.Wait(61);
        _ = _pod.Verdict;
        Assert.Equal(0, _pod.Memory.TriesOf(step).Count);
    }

    /// <summary>Whatever an engine shows: no more steps than there may be, none on a member while its holder is down,
    /// none on what is not the pod's.</summary>
    [Fact]
    public void No_engine_can_make_the_agent_run_in_circles()
    {
        var state = OneOf("created", "running", "paused", "restarting", "exited", "dead", "");
        var error = OneOf("", "", "cannot join network of a non running container: x", "mount denied");
        var bound = OneOf("container:id-dns-net-1", "container:dns-net", "container:gone", "bridge");
        var container = Gen.Select(state, error, bound, Gen.Int[0, 20], Gen.Bool);
        var actions = OneOf("die", "stop", "start", "kill").Array[0, 4];
        Gen.Select(container, container, container, actions).Sample((holder, speaker, app, told) =>
        {
            var pod = new Pod();
            pod.Holder = Play(pod.Holder!, holder);
            pod.Speaker = Play(pod.Speaker!, speaker);
            pod.Application = Play(pod.Application!, app);
            pod.Tell(pod.Application?.Id ?? "", told);
            pod.Tell(pod.Holder?.Id ?? "", told);
            var known = pod.Seen.Containers.Select(each => each.Id).Append("the holder of dns/dns").ToHashSet();
            var steps = 0;
            for (var second = 0; second < 600; second++)
            {
                if (pod.Verdict is { Kind: VerdictKind.Heal, Step: { } step })
                {
                    steps++;
                    Assert.Contains(step.Id, known);
                    Assert.True(pod.Holder is { IsRunning: true }
                        || step.Kind is StepKind.StartHolder or StepKind.MakeHolder);
                    pod.Memory.Begin(step);
                    pod.Memory.Tried(step, new StepResult("no"), pod.Now);
                }

                pod.Wait(1);
            }

            // Two members at most need a step each, or the holder one.
            Assert.InRange(steps, 0, 2 * Pace.MostTries);
        }, iter: 2000);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static SeenContainer? Play(
        SeenContainer container, (string State, string Error, string Bound, int At, bool Meant) told) =>
        told.State.Length == 0 ? null : container with
        {
            State = told.State,
            Error = told.Error,
            NetworkMode = told.Bound,
            StartedAt = Pod.At(told.At),
            IsMeantToRun = told.Meant,
        };

    private List<TimeSpan> TryUntilWedged(string failure)
    {
        var pauses = new List<TimeSpan>();
        var last = default(TimeSpan?);
        _ = _pod.SettledVerdict;
        for (var look = 0; look < 1000; look++)
        {
            var verdict = _pod.Verdict;
            if (verdict.Kind == VerdictKind.Wedged)
            {
                return pauses;
            }

            if (verdict.Kind == VerdictKind.Heal)
            {
                pauses.AddRange(last is { } before ? [_pod.Now - before] : []);
                last = _pod.Now;
                _pod.Memory.Begin(verdict.Step!);
                _pod.Memory.Tried(verdict.Step!, new StepResult(failure), _pod.Now);
            }

            _pod.Wait(1);
        }

        throw new InvalidOperationException("never wedged");
    }
}
