using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>Turns a gate's verdict into announcements, metric by metric where others announce the same (<see
/// cref="Passage"/>). What a speaker before left for this one (<see cref="Succession"/>) it leaves as it is for a
/// while.</summary>
internal sealed class Announcer : ITimed
{
    /// <summary>LSInfinity less one (RFC 2328 B): still reachable, and worse than everything else.</summary>
    private const uint LargestMetric = 0xFF_FFFE;

    private readonly Gatekeeper _gate;
    private readonly OspfConfig _ospf;
    private readonly OspfInterfaces _interfaces;
    private readonly Passage _passage;
    private readonly Log _log;
    private bool _saysMetric;

    /// <param name="succession">Null: whatever an earlier speaker left has to go.</param>
    public Announcer(
        Gatekeeper gate, SpeakerConfig config, OspfInterfaces interfaces, Succession? succession, Log log)
    {
        (_gate, _ospf, _interfaces, _log, Succession) = (gate, config.Ospf, interfaces, log, succession);
        _passage = new Passage((uint)config.Ospf.Metric, LargestMetric, config.Drain);
        gate.Decided += Decide;
        gate.Refuted += Refute;
        interfaces.Delivered += Follow;
        if (succession is null)
        {
            Announce();
        }
    }

    public Succession? Succession { get; }

    /// <summary>When what was taken over is withdrawn for want of proof, or the next metric is due.</summary>
    public TimeSpan? Deadline => Succession is { IsWaiting: true } ? Succession.End : _passage.Deadline;

    public void TimePassed(TimeSpan now)
    {
        if (Succession is { IsWaiting: true })
        {
            Succession.Expired();
            Withdraw();
            return;
        }

        if (_passage.IsGuess)
        {
            Learn(now);
        }
        else if (_passage.TimePassed(now))
        {
            Proceed(now);
        }
    }

    /// <summary>The speaker is about to stop.</summary>
    public void Hurry()
    {
        _passage.Hurry();
        TellOfDrain(BootClock.Now);
    }

    private void Decide(Verdict verdict)
    {
        if (Succession is not { IsWaiting: true })
        {
            Go(verdict);
        }
        else if (verdict is not Verdict.Withdrawn)
        {
            Succession.Proven(BootClock.Now);
            _log.Write(_gate.Said(Succession.Said));
            _passage.TakeOver();
            Announce();
        }
    }

    private void Refute(string why)
    {
        if (Succession is { IsWaiting: true })
        {
            Succession.Refuted(why);
            Withdraw();
        }
    }

    private void Withdraw()
    {
        _log.Write(Severity.Warning, _gate.Said(Succession!.Said));
        Go(Verdict.Withdrawn);
    }

    private void Go(Verdict verdict)
    {
        var now = BootClock.Now;

        // Where no router is Full there is none to be led away.
        _passage.Go(verdict, verdict is Verdict.Depreferred && !_interfaces.AnybodyIsFull ? [] : Steps(), now);
        Proceed(now);
    }

    private void Learn(TimeSpan now)
    {
        _passage.Learn(Steps(), now);
        if (!_passage.IsGuess)
        {
            Proceed(now);
        }
    }

    /// <summary>The passage has come to another metric, or to its end.</summary>
    private void Proceed(TimeSpan now)
    {
        Announce();
        if (_passage is { IsLeaving: false, Metric: { } metric } && (_saysMetric || metric != _ospf.Metric))
        {
            _saysMetric = metric != _ospf.Metric;
            _log.Write(_gate.Said(_saysMetric ? $"announced first with {_passage}" : $"announced with {_passage}"));
        }

        TellOfDrain(now);
    }

    private void TellOfDrain(TimeSpan now)
    {
        if (_passage.IsLeaving)
        {
            _gate.Tell(new GateEvent.DrainProceeds($"{_passage}", _passage.IsLed ? now : _passage.Latest(now)));
        }
    }

    private void Follow()
    {
        _passage.Delivered(_interfaces.Delivery);
        if (_passage.AsksForSteps)
        {
            Learn(BootClock.Now);
        }
    }

    private IReadOnlyList<uint>? Steps() => _interfaces.MetricSteps((uint)_ospf.Metric, BootClock.Now);

    private void Announce()
    {
        foreach (var family in _gate.Prefixes.GroupBy(prefix => prefix.Address.IsV4))
        {
            _interfaces.Announce(family.Key, _passage.Metric is { } metric
                ? [.. family.Select(prefix => new Announcement(prefix, metric, _ospf.Tag))]
                : []);
        }

        _passage.Delivered(_interfaces.AnybodyIsFull || !_passage.IsLeaving
            ? _interfaces.Delivery
            : new Delivery(BootClock.Now, IsAcknowledged: true));
    }
}
