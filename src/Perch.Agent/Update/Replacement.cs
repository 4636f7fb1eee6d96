namespace Perch.Agent.Update;

/// <summary>
/// One container takes another's place, and if anything goes wrong the other is back. Pure: an event and a monotonic
/// time go in, effects come out. Forward until the soak is over; from there nothing is rolled back.
/// </summary>
public sealed class Replacement(ReplacementPlan plan)
{
    private readonly List<Step> _begun = [];
    private IReadOnlyList<Step> _steps = [];
    private int _at;
    private bool _back;
    private string _why = "";
    private TimeSpan _since;
    private Proof? _proof;

    public bool HasEnded { get; private set; }

    /// <summary>The step that is under way.</summary>
    public Step? Current => HasEnded || _at >= _steps.Count ? null : _steps[_at];

    public void Handle(ReplacementEvent what, TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        switch (what)
        {
            case ReplacementEvent.Begun:
                _steps = Steps.Forward(plan);
                Enter(now, effects);
                break;
            case ReplacementEvent.TakenUp:
                _steps = Steps.Forward(plan);
                _begun.AddRange(_steps.TakeWhile(step => step != Step.NameNew).Append(Step.NameNew));
                _at = _begun.Count;
                Enter(now, effects);
                break;
            case ReplacementEvent.GivenUp given:
                _begun.AddRange(Steps.Forward(plan).Where(step => step is not Step.Undrain));
                TurnBack(given.Why, now, effects);
                break;
            case ReplacementEvent.Done:
                Next(now, effects);
                break;
            case ReplacementEvent.Failed failed:
                Fail(failed.Why, now, effects);
                break;
            case ReplacementEvent.Seen seen:
                Judge(seen.Pod, now, effects);
                break;
            case ReplacementEvent.Interrupted when !_back:
                Interrupt(now, effects);
                break;
        }
    }

    private void Interrupt(TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        if (Current is Step.Soak)
        {
            effects.Add(new ReplacementEffect.Say("interrupted: the rest of the soak is left out"));
            Next(now, effects);
        }
        else if (Current is not Step.RemoveOld)
        {
            TurnBack("interrupted", now, effects);
        }
    }

    private void Judge(PodSight pod, TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        if (Current is not { } step || !Steps.IsAwaited(step))
        {
            return;
        }

        var member = _back ? pod.Old : pod.New;
        if (step is Step.AwaitProof or Step.Soak && member?.Trouble is { } trouble)
        {
            Fail(trouble, now, effects);
        }
        else if (IsThere(step, pod, member, now))
        {
            Next(now, effects);
        }
        else if (step is Step.Soak && Wanes(pod))
        {
            Fail($"it did not stay well: {pod.Why}", now, effects);
        }
        else if (now - _since > plan.Limits.Step && step is not Step.Soak)
        {
            Fail(TooLate(step, pod, member), now, effects);
        }
    }

    private bool Wanes(PodSight pod) =>
        plan is { Drained: false, Announced: true } && pod is { Gate: not null, Announced: false };

    private bool IsThere(Step step, PodSight pod, MemberSight? member, TimeSpan now)
    {
        _proof?.Add(pod, now);
        return step switch
        {
            Step.AwaitDrained => pod.Gate is Model.Status.GateState.Drained,
            Step.Quiet => now - _since >= plan.Limits.Quiet,
            Step.AwaitProof => _proof!.IsGiven && member is { IsHealthy: true },
            Step.AwaitAnnounced => pod.Announced,
            _ => now - _since >= plan.Limits.Soak,
        };
    }

    private string TooLate(Step step, PodSight pod, MemberSight? member)
    {
        var within = $"within {Spoken.Duration(plan.Limits.Step)}";
        return step switch
        {
            Step.AwaitDrained => $"the speaker did not drain {within}: {pod.Why}",
            Step.AwaitProof when _proof!.IsGiven => $"its own health check is still {member?.Health} {within}",
            Step.AwaitProof => $"it did not pass {plan.Rise} looks in a row {within}: {pod.Why}",
            _ => $"it was not announced {within}: {pod.Why}",
        };
    }

    private void Next(TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        _at++;
        Enter(now, effects);
    }

    private void Enter(TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        if (Current is not { } step)
        {
            End(_back ? Outcome.RolledBack : Outcome.Replaced, _why, effects);
            return;
        }

        _since = now;
        _proof = step is Step.AwaitProof ? new Proof(now, plan.Rise) : null;
        if (!_back)
        {
            _begun.Add(step);
        }

        effects.Add(Steps.IsAwaited(step) ? new ReplacementEffect.Watch(step) : new ReplacementEffect.Do(step));
    }

    private void Fail(string why, TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        switch (Current)
        {
            case Step.Repeat:
                effects.Add(new ReplacementEffect.Say(
                    $"what waits in its sockets when they close is lost: {why}"));
                Next(now, effects);
                break;
            case Step.RemoveOld or Step.RemoveNew:
                // All is well but for what is left to clear away.
                effects.Add(new ReplacementEffect.Say($"could not be removed: {why}"));
                Next(now, effects);
                break;
            case Step.StartOld when plan.Kind is ReplacementKind.Heal:
                // It could not run before either: that is why it was to be replaced.
                effects.Add(new ReplacementEffect.Say(why));
                Next(now, effects);
                break;
            case var _ when _back:
                End(Outcome.Failed, $"{_why}; and the way back failed: {why}", effects);
                break;
            default:
                TurnBack(why, now, effects);
                break;
        }
    }

    private void TurnBack(string why, TimeSpan now, ICollection<ReplacementEffect> effects)
    {
        _back = true;
        _why = why;
        _steps = Steps.Back(plan, _begun);
        _at = 0;
        effects.Add(new ReplacementEffect.Say($"{why}: rolling back"));
        Enter(now, effects);
    }

    private void End(Outcome outcome, string why, ICollection<ReplacementEffect> effects)
    {
        HasEnded = true;
        effects.Add(new ReplacementEffect.Ended(outcome, why));
    }
}
