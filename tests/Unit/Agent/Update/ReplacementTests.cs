using Perch.Agent.Update;

namespace Perch.Tests.Unit.Agent.Update;

/// <summary>One container takes another's place, or everything is as it was: also when any step fails, and when whoever
/// does it is gone after any step.</summary>
public sealed class ReplacementTests
{
    private static readonly Step[] Forward = [.. Enum.GetValues<Step>().TakeWhile(step => step <= Step.RemoveOld)];

    public static TheoryData<ReplacementKind, Step> KindsAndSteps { get; } =
        [.. from kind in Enum.GetValues<ReplacementKind>() from step in Forward select (kind, step)];

    [Theory]
    [InlineData(ReplacementKind.Update)]
    [InlineData(ReplacementKind.Overlap)]
    [InlineData(ReplacementKind.Speaker)]
    [InlineData(ReplacementKind.Heal)]
    public void The_new_one_has_the_name_and_the_old_one_is_gone(ReplacementKind kind)
    {
        var pod = new SimulatedPod();

        var ended = pod.Run(Plan(kind), new ReplacementEvent.Begun());

        Assert.Equal(Outcome.Replaced, ended?.Outcome);
        Assert.True(pod.IsWell());
        Assert.Null(pod.OldName);
    }

    [Fact]
    public void The_old_one_stops_only_when_the_service_is_drained_and_quiet()
    {
        var pod = new SimulatedPod();
        pod.Run(Plan(ReplacementKind.Update), new ReplacementEvent.Begun());
        Assert.Equal(
            [Step.Drain, Step.AwaitDrained, Step.Quiet, Step.ParkPolicy, Step.StopOld], pod.Steps.Take(5));
    }

    [Fact]
    public void It_is_announced_again_only_after_three_looks_at_the_new_one()
    {
        var pod = new SimulatedPod { NewAnswers = false };
        pod.Run(Plan(ReplacementKind.Update), new ReplacementEvent.Begun());
        var start = pod.Steps.IndexOf(Step.StartNew);
        Assert.Equal([Step.StartNew, Step.AwaitProof, Step.StopNew], pod.Steps.Skip(start).Take(3));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void One_that_never_gets_healthy_or_ends_is_rolled_back(bool ends, bool answers)
    {
        var pod = new SimulatedPod { NewAnswers = answers, NewEnds = ends };

        var ended = pod.Run(Plan(ReplacementKind.Update), new ReplacementEvent.Begun());

        Assert.Equal(Outcome.RolledBack, ended?.Outcome);
        Assert.Contains(ends ? "ended" : "nothing listens", ended!.Value.Why, StringComparison.Ordinal);
        Assert.True(pod.IsWell());
        Assert.Null(pod.NewName);
    }

    [Fact]
    public void When_the_old_one_does_not_answer_any_more_either_it_stays_withdrawn_and_says_both()
    {
        var pod = new SimulatedPod { NewAnswers = false, OldAnswers = false };

        var ended = pod.Run(Plan(ReplacementKind.Update), new ReplacementEvent.Begun());

        Assert.Equal(Outcome.Failed, ended?.Outcome);
        Assert.Contains("the way back failed", ended!.Value.Why, StringComparison.Ordinal);
        Assert.True(pod.Drained);
    }

    [Fact]
    public void What_its_operator_had_drained_stays_drained()
    {
        var pod = new SimulatedPod { Drained = true };

        var ended = pod.Run(
            Plan(ReplacementKind.Update) with { Drained = true, Announced = false }, new ReplacementEvent.Begun());

        Assert.Equal(Outcome.Replaced, ended?.Outcome);
        Assert.True(pod.IsWell(drained: true));
        Assert.DoesNotContain(Step.Undrain, pod.Steps);
    }

    [Theory]
    [MemberData(nameof(KindsAndSteps))]
    public void A_step_that_fails_leads_to_one_container_that_is_well(ReplacementKind kind, Step step)
    {
        var pod = new SimulatedPod { Broken = step };

        var ended = pod.Run(Plan(kind), new ReplacementEvent.Begun());

        Assert.NotEqual(Outcome.Failed, ended?.Outcome);
        // What cannot be removed is left, and does not run.
        Assert.True(pod.IsWell() || (step is Step.RemoveOld && pod is { OldRuns: false, NewName: SimulatedPod.Name }));
    }

    [Theory]
    [MemberData(nameof(KindsAndSteps))]
    public void A_crash_before_or_after_any_step_is_finished_or_undone_by_whoever_finds_it(
        ReplacementKind kind, Step step)
    {
        foreach (var after in (bool[])[false, true])
        {
            foreach (var bad in (bool[])[false, true])
            {
                var pod = new SimulatedPod { NewAnswers = !bad };
                var ended = pod.Run(
                    Plan(kind), new ReplacementEvent.Begun(), (at, done) => at == step && done == after);
                if (ended is null && pod is { OldName: not null, NewName: not null })
                {
                    pod.Run(Plan(kind), pod.Found(kind));
                }

                Assert.True(pod.IsWell(), $"{kind}, crashed {(after ? "after" : "before")} {step}, bad: {bad}: "
                    + $"old {pod.OldName} {pod.OldRuns} {pod.OldIsParked}, new {pod.NewName} {pod.NewRuns}, "
                    + $"drained {pod.Drained}; {string.Join(' ', pod.Steps)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndSteps))]
    public void Interrupted_at_any_step_it_ends_with_one_container_that_is_well(ReplacementKind kind, Step step)
    {
        var pod = new SimulatedPod();

        pod.Run(Plan(kind), new ReplacementEvent.Begun(), interruptAt: step);

        Assert.True(pod.IsWell(), string.Join(' ', pod.Steps));
    }

    [Theory]
    [InlineData(ReplacementKind.Update)]
    [InlineData(ReplacementKind.Overlap)]
    public void It_is_never_announced_while_nobody_answers(ReplacementKind kind)
    {
        var pod = new SimulatedPod();
        pod.Run(Plan(kind), new ReplacementEvent.Begun(), (step, _) =>
        {
            Assert.True(pod.Answers || pod.Drained, step.ToString());
            return false;
        });
    }

    [Fact]
    public void What_waits_in_sockets_is_asked_again_whichever_of_the_two_is_stopped()
    {
        var there = new SimulatedPod();
        there.Run(Plan(ReplacementKind.Overlap), new ReplacementEvent.Begun());
        Assert.Equal(Step.StopOld, there.Steps[there.Steps.IndexOf(Step.Repeat) + 1]);

        var back = new SimulatedPod { Broken = Step.ProveOverlap };
        back.Run(Plan(ReplacementKind.Overlap), new ReplacementEvent.Begun());
        Assert.Equal(Step.StopNew, back.Steps[back.Steps.IndexOf(Step.Repeat) + 1]);
    }

    [Fact]
    public void A_speaker_that_cannot_ask_again_holds_up_no_update()
    {
        var pod = new SimulatedPod { Broken = Step.Repeat };
        var ended = pod.Run(Plan(ReplacementKind.Overlap), new ReplacementEvent.Begun());
        Assert.Equal(Outcome.Replaced, ended?.Outcome);
    }

    private static ReplacementPlan Plan(ReplacementKind kind) => new() { Kind = kind, Announced = true };
}
