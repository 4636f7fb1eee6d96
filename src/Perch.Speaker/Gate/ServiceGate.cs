using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>
/// Decides whether one service is announced. Pure: an event and a monotonic time go in, effects come out. It starts
/// withdrawn, and announces only what is bound, listens, has passed enough looks in a row and holds a live lease.
/// </summary>
internal sealed partial class ServiceGate(
    string pod,
    HealthConfig health,
    DrainConfig drain,
    IReadOnlyList<string> probes)
{
    /// <summary>Nobody waits for the second look at a service that has never been announced but its operator. The
    /// shortest interval that may be configured; a rise after a fault takes the configured one.</summary>
    private static readonly TimeSpan FirstRiseInterval = TimeSpan.FromMilliseconds(100);

    private readonly Looks _looks = new(health, probes);
    private readonly Preconditions _preconditions = new(RequiredListeners.Of(health));
    private readonly HoldDown _holdDown = new(health.HoldDown, health.HoldDownMax);
    private readonly Lease _lease = new(health.Lease);
    private readonly Drain _drain = new();
    private bool _announced;
    private TimeSpan _announcedAt;
    private int _passes;
    private int _failures;
    private bool _askedAnew;
    private bool _listenersSeen;

    /// <summary>When <see cref="GateEvent.TimePassed"/> is due; null when nothing waits for time.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>When the live lease runs out; null without one.</summary>
    public TimeSpan? LeaseEnd => _lease.IsLive ? _lease.End : null;

    public Verdict Verdict => (_announced, _drain.IsUnderWay) switch
    {
        (false, _) => Verdict.Withdrawn,
        (true, false) => Verdict.Announced,
        (true, true) => Verdict.Depreferred,
    };

    /// <summary>It has been looked at, and is not there or does not answer.</summary>
    public bool IsRefuted => _failures >= health.Fall || (_listenersSeen && !_preconditions.Listening)
        || _preconditions is { Addresses.Count: > 0, Bound: false };

    /// <summary>Takes one event at a monotonic time and adds to <paramref name="effects"/> what is to be done.
    /// </summary>
    public void Handle(GateEvent what, TimeSpan now, ICollection<GateEffect> effects)
    {
        Expire(now, effects);
        var met = _preconditions.Met;
        Take(what, now, effects);
        if (_preconditions.Met && !met)
        {
            // What an older look says of a socket or an address that has come back is of the past.
            AbandonLook(now, effects);
        }

        var drained = Settle(now, effects);
        Report(now, effects);
        if (drained)
        {
            // After the withdrawal has been said and done: a speaker that was asked to stop goes on this.
            effects.Add(new GateEffect.Drained());
        }

        Deadline = NextDeadline();
    }

    public GateStatus Status(TimeSpan now) => new()
    {
        State = State,
        For = now - _since,
        Why = Why(now),
        HoldDown = _holdDown.Left(now),
        Probes = _looks.Status(now),
        Listeners = _preconditions.Listeners,
    };

    /// <summary>What time alone has undone, however late the speaker comes to know of it.</summary>
    private void Expire(TimeSpan now, ICollection<GateEffect> effects)
    {
        if (_looks.IsStale(now))
        {
            effects.Add(new GateEffect.Say(Severity.Warning, StaleLook(now)));
            AbandonLook(now, effects);
        }

        if (_lease.Expire(now))
        {
            _passes = 0;
            Withdraw(now);
        }
    }

    private void Take(GateEvent what, TimeSpan now, ICollection<GateEffect> effects)
    {
        switch (what)
        {
            case GateEvent.Started started:
                Start(started.Drained, now);
                break;
            case GateEvent.AddressesChanged changed:
                _preconditions.Addresses = changed.Addresses;
                break;
            case GateEvent.ListenersChanged changed:
                var losesOne = _preconditions.LosesOne(changed.Listeners);
                _preconditions.Listeners = changed.Listeners;
                _listenersSeen = true;
                AskAnew(losesOne, now, effects);
                break;
            case GateEvent.ProbeCompleted probe when _looks.Awaits(probe.Look):
                TakeAnswer(probe, now);
                break;
            case GateEvent.TimePassed when _looks.IsOver(now):
                effects.Add(new GateEffect.EndLook(_looks.Number));
                Judge(now);
                break;
            case GateEvent.DrainRequested:
                _drain.Begin(now + drain.Deprefer, stopping: false);
                break;
            case GateEvent.StopRequested:
                _drain.Begin(now + drain.DepreferOnStop, stopping: true);
                break;
            case GateEvent.DrainProceeds proceeds:
                _drain.Proceed(proceeds.Step, proceeds.End);
                break;
            case GateEvent.UndrainRequested when !_drain.Stopping:
                Undrain(now, effects);
                break;
        }
    }

    /// <summary>What was asked of a socket that is gone may never be answered, while another one of the same port goes
    /// on serving. Once a look: an application whose sockets come and go all the time must be judged too.</summary>
    private void AskAnew(bool losesOne, TimeSpan now, ICollection<GateEffect> effects)
    {
        if (losesOne && _looks.Running && !_askedAnew)
        {
            AbandonLook(now, effects);
            _askedAnew = true;
        }
    }

    private void Start(bool drained, TimeSpan now)
    {
        _started = true;
        _since = now;
        _looks.Hasten(now);
        if (drained)
        {
            _drain.Begin(now, stopping: false);
        }
    }

    private void TakeAnswer(GateEvent.ProbeCompleted probe, TimeSpan now)
    {
        _looks.Record(probe.Probe, probe.Passed, probe.Answer, now);
        if (_looks.IsComplete)
        {
            Judge(now);
        }
    }

    private void Judge(TimeSpan now)
    {
        _lease.Renew(now);
        _askedAnew = false;
        if (_looks.Complete(now))
        {
            _failures = 0;
            _passes = Math.Min(_passes + 1, health.Rise);
            if (!_wasAnnounced && _passes < health.Rise)
            {
                _looks.Hasten(now + FirstRiseInterval);
            }

            return;
        }

        _passes = 0;
        _failures++;
        if (_failures >= health.Fall)
        {
            Withdraw(now);
        }
        else if (_announced && _failures == 1)
        {
            _looks.Hasten(now);
        }
    }

    /// <summary>One that was withdrawn rises again; one that was still announced just stays.</summary>
    private void Undrain(TimeSpan now, ICollection<GateEffect> effects)
    {
        if (_drain.IsOver)
        {
            _passes = 0;
            _seen = false;
            AbandonLook(now, effects);
        }

        _drain.Cancel();
    }

    private void AbandonLook(TimeSpan now, ICollection<GateEffect> effects)
    {
        if (_looks.Running)
        {
            effects.Add(new GateEffect.EndLook(_looks.Number));
        }

        if (_started)
        {
            _looks.Void(now);
        }
    }

    /// <summary>A fault takes the service off the network.</summary>
    private void Withdraw(TimeSpan now)
    {
        if (_announced)
        {
            _announced = false;
            _holdDown.Begin(now - _announcedAt, now);
        }
    }

    /// <summary>Draws the conclusions, whatever the event was: each holds at every moment.</summary>
    /// <returns>True when a drain is over.</returns>
    private bool Settle(TimeSpan now, ICollection<GateEffect> effects)
    {
        if (_looks.IsDue(now))
        {
            StartLook(now, effects);
        }

        if (!_preconditions.Met)
        {
            _passes = 0;
            Withdraw(now);
        }

        _seen |= _passes > 0;
        if (IsReady && now >= _holdDown.Until)
        {
            _announced = true;
            _announcedAt = now;
            _wasAnnounced = true;
        }

        var drained = _drain.Finish(_announced, now);
        _announced &= !drained;
        return drained;
    }

    /// <summary>Nothing but the hold-down keeps it from being announced.</summary>
    private bool IsReady => !_announced && !_drain.IsAskedFor && _lease.IsLive && _passes >= health.Rise;

    private void StartLook(TimeSpan now, ICollection<GateEffect> effects)
    {
        _looks.Start(now);
        if (_looks.IsComplete)
        {
            Judge(now);
            return;
        }

        effects.Add(new GateEffect.StartLook(_looks.Number));
    }

    private TimeSpan? NextDeadline()
    {
        var deadline = _looks.Due;
        deadline = Earlier(deadline, LeaseEnd);
        deadline = Earlier(deadline, _drain.IsUnderWay ? _drain.End : null);
        return Earlier(deadline, IsReady ? _holdDown.Until : null);
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;
}
