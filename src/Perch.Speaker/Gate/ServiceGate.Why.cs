using Perch.Model;
using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>The names and the reasons: read from what the gate knows, never a second truth beside it.</summary>
internal sealed partial class ServiceGate
{
    private bool _started;
    private bool _seen;
    private bool _wasAnnounced;
    private TimeSpan _since;
    private (GateState State, Obstacle Obstacle, string? Step)? _said;
    private Verdict _verdict;

    /// <summary>What stands between a service and its announcement, the gravest first.</summary>
    private enum Obstacle
    {
        None,
        Address,
        Listener,
        Lease,
        Look,
        HoldDown,
        Rise,
    }

    public GateState State => (_drain.IsOver, _drain.IsUnderWay, _announced) switch
    {
        (true, _, _) => GateState.Drained,
        (_, true, _) => GateState.Draining,
        (_, _, true) => _failures == 0 ? GateState.Up : GateState.Falling,
        _ when !_seen => GateState.Starting,
        _ => Standing is Obstacle.HoldDown or Obstacle.Rise ? GateState.Rising : GateState.Down,
    };

    private Obstacle Standing => this switch
    {
        { _drain.IsAskedFor: true } or { _announced: true } => Obstacle.None,
        { _preconditions.Bound: false } => Obstacle.Address,
        { _preconditions.Listening: false } => Obstacle.Listener,
        { _lease.RanOut: true } => Obstacle.Lease,
        { _failures: > 0 } => Obstacle.Look,
        { IsReady: true } => Obstacle.HoldDown,
        _ => Obstacle.Rise,
    };

    /// <summary>Says a new state, or a new reason for the old one, once.</summary>
    private void Report(TimeSpan now, ICollection<GateEffect> effects)
    {
        if (Verdict != _verdict)
        {
            _verdict = Verdict;
            effects.Add(new GateEffect.VerdictChanged(_verdict));
        }

        var standing = (State, Standing, _drain.Step);
        if (_started && standing != _said)
        {
            _since = _said?.State == State ? _since : now;
            _said = standing;
            var severity = State is GateState.Down or GateState.Falling ? Severity.Warning : Severity.Information;
            if (standing is not ((GateState.Starting, Obstacle.Rise, _) or (GateState.Draining, _, null)))
            {
                // That the first look is under way is said with what it finds, and that a drain is with its first step.
                effects.Add(new GateEffect.Say(severity, Why(now)));
            }
        }
    }

    private string Why(TimeSpan now) => State switch
    {
        GateState.Up => $"announced: {Witnesses()}",
        GateState.Falling => $"still announced, but {LookFailed(now)}",
        GateState.Draining when _drain.Step is { } step => $"draining: {step}, {Left(_drain.End, now)} at most",
        GateState.Draining => $"draining: withdrawn in {Left(_drain.End, now)}",
        GateState.Drained when _drain.Stopping => "withdrawn: the speaker is stopping",
        GateState.Drained => $"drained on request; perch undrain {pod} brings it back",
        GateState.Down when _wasAnnounced => $"withdrawn: {Because(now)}",
        _ => $"not announced: {Because(now)}",
    };

    private string Because(TimeSpan now) => Standing switch
    {
        Obstacle.Address when _preconditions.Addresses.Count == 0 => "no interface has been looked at yet",
        Obstacle.Address => $"{_preconditions.Unbound} is bound to no interface of the pod",
        Obstacle.Listener => $"nothing listens on {_preconditions.Missing} {(_seen ? "any more" : "yet")}",
        Obstacle.Lease => $"no look was completed within the lease of {Spoken.Duration(health.Lease)}: "
            + "the speaker was stopped, or starved of CPU",
        Obstacle.Look => LookFailed(now),
        Obstacle.HoldDown => $"hold-down, {Left(_holdDown.Until, now)} left after {Flaps(now)}",
        _ => $"{_passes} of {Spoken.Count(health.Rise, "look")} in a row passed",
    };

    private string Witnesses() => probes.Count == 0
        ? "every required socket listens"
        : $"{Spoken.Count(health.Rise, "look")} in a row passed";

    private string LookFailed(TimeSpan now)
    {
        var good = _looks.LastPassed is { } passed
            ? $"last good answer {Spoken.Duration(now - passed)} ago"
            : "no good answer yet";
        return $"{_looks.Failure()}, {Spoken.Times(_failures)} in a row ({good})";
    }

    private string Flaps(TimeSpan now) =>
        $"{Spoken.Count(_holdDown.Withdrawals, "withdrawal")} in {Spoken.Duration(_holdDown.Span(now))}";

    private string StaleLook(TimeSpan now) =>
        $"a look {Spoken.Duration(_looks.Age(now))} old does not count: the speaker did not run when it was due";

    private static string Left(TimeSpan end, TimeSpan now) => Spoken.Duration(end > now ? end - now : TimeSpan.Zero);
}
