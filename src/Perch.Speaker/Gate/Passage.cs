using Perch.Model.Config;
using Perch.Routing.Ospf;

namespace Perch.Speaker.Gate;

/// <summary>
/// How an announcement leaves and comes back: one metric after another, each for as long as the routers need to follow,
/// so that those far away turn before those nearby, and come back after them. Pure: told the time and how far each
/// metric has come, it says which one is next. What has failed is withdrawn at once, and nothing waits for this.
/// </summary>
/// <param name="metric">The configured one.</param>
/// <param name="largest">Still reachable, and worse than everything else.</param>
internal sealed class Passage(uint metric, uint largest, DrainConfig drain)
{
    /// <summary>RxmtInterval (RFC 2328 C.3) and a second: an LSA that was lost once is there. Longer nobody waits for
    /// an acknowledgement.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>More routers in a row than that are a longer drain than anybody expects; the nearest count.</summary>
    private const int Most = 6;

    /// <summary>Where Docker counts down to SIGKILL.</summary>
    private const int MostOnStop = 2;

    private const int Absent = -1;

    private List<uint> _metrics = [metric, largest];
    private int _at = Absent;
    private int _to = Absent;
    private bool _isStopping;
    private TimeSpan _since;
    private Delivery? _delivery;

    /// <summary>What is announced now; null: nothing.</summary>
    public uint? Metric => _at == Absent ? null : IsGuess ? largest - 1 : _metrics[_at];

    /// <summary>Announced, and it is not known yet who else does, and so how to go on.</summary>
    public bool IsGuess { get; private set; }

    /// <summary>By now it should be known.</summary>
    public bool AsksForSteps => IsGuess && _delivery is { IsAcknowledged: true };

    public bool IsLeaving => _at != Absent && _to == _metrics.Count - 1;

    /// <summary>The largest metric has been announced for long enough: it may be withdrawn.</summary>
    public bool IsLed { get; private set; }

    /// <summary>When <see cref="TimePassed"/> has something to do; null when nothing waits for time.</summary>
    public TimeSpan? Deadline => _at == Absent || (_at == _to && !IsGuess && (!IsLeaving || IsLed))
        ? null : Settled;

    private int Following => Settle == TimeSpan.Zero ? _to : _at + Math.Sign(_to - _at);

    private TimeSpan Settle => _isStopping ? drain.DepreferOnStop : drain.Deprefer;

    /// <summary>When all routers have followed. One that has acknowledged has had it since it was last sent. Coming
    /// back waits for the first router for ever: nobody has a way here before.</summary>
    private TimeSpan? Settled => _delivery switch
    {
        { IsAcknowledged: true } there => IsGuess ? there.SentAt + Patience : there.SentAt + Settle,
        { } sent => Later(sent.SentAt + Settle, _isStopping ? default : _since + Patience),
        null when IsLeaving => _since + Settle + (_isStopping ? default : Patience),
        null => null,
    };

    /// <summary>The speaker ends: steps are shorter and fewer, and nothing is waited for.</summary>
    public void Hurry()
    {
        _isStopping = true;
        if (IsLeaving)
        {
            var left = _metrics[(_at + 1)..].TakeLast(MostOnStop + 1).ToList();
            _metrics = [.. _metrics[..(_at + 1)], .. left];
            _to = _metrics.Count - 1;
        }
    }

    /// <summary>What another speaker announced goes on as it is.</summary>
    public void TakeOver() => (_at, _to, IsGuess) = (0, 0, false);

    /// <param name="steps">As <see cref="OspfInstance.MetricSteps"/> has them; null where that is not known.</param>
    public void Go(Verdict verdict, IReadOnlyList<uint>? steps, TimeSpan now)
    {
        if (verdict is Verdict.Withdrawn)
        {
            (_at, _to, IsGuess, IsLed) = (Absent, Absent, false, false);
            return;
        }

        var leaves = verdict is Verdict.Depreferred;
        if (_at is Absent or 0 || IsGuess)
        {
            Take(steps);
        }

        _to = leaves ? _metrics.Count - 1 : 0;
        if (_at == Absent)
        {
            IsGuess = steps is null && !leaves && drain.Deprefer > TimeSpan.Zero;
            Enter(IsGuess || Settle == TimeSpan.Zero ? _to : leaves ? _to : _metrics.Count - 2, now);
        }
        else
        {
            var at = IsGuess ? _to : Following;
            IsGuess = false;
            Enter(at, now);
        }
    }

    /// <summary>It has become known who else announces, or it will not.</summary>
    public void Learn(IReadOnlyList<uint>? steps, TimeSpan now)
    {
        if (IsGuess && (steps is not null || now >= Settled))
        {
            Take(steps);
            IsGuess = false;
            Enter(_metrics.Count - 2, now);
        }
    }

    public void Delivered(Delivery? delivery) => _delivery = delivery;

    /// <returns>True when <see cref="Metric"/> or <see cref="IsLed"/> is another.</returns>
    public bool TimePassed(TimeSpan now)
    {
        if (IsGuess || Deadline is null || now < Deadline)
        {
            return false;
        }

        if (_at == _to)
        {
            IsLed = true;
        }
        else
        {
            Enter(Following, now);
        }

        return true;
    }

    /// <summary>When the leaving is over if nothing is lost, and if everything is.</summary>
    public TimeSpan Latest(TimeSpan now) =>
        now + ((_to - _at + 1) * (Settle + (_isStopping ? TimeSpan.FromSeconds(1) : Patience)));

    /// <summary>"metric 39 instead of 10, step 1 of 2".</summary>
    public override string ToString() => (Metric, IsGuess) switch
    {
        (null, _) => "withdrawn",
        ({ } now, true) => $"metric {now} instead of {metric} until it is known who else announces",
        ({ } now, _) when now == metric => $"metric {metric}",
        ({ } now, _) => $"metric {now} instead of {metric}, step {(IsLeaving ? _at : _metrics.Count - 1 - _at)} of "
            + $"{_metrics.Count - 1}",
    };

    private void Take(IReadOnlyList<uint>? steps)
    {
        // Where nobody knows, the least that is worse: it parts all that are equally far.
        var between = (steps ?? [metric + 1]).Where(step => step > metric && step < largest);
        _metrics = [metric, .. between.TakeLast(_isStopping ? MostOnStop : Most), largest];
    }

    private void Enter(int at, TimeSpan now)
    {
        (_at, _since, _delivery) = (at, now, null);
        IsLed = IsLeaving && _at == _to && Settle == TimeSpan.Zero;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
