using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>Turns a gate's verdict into announcements. What a speaker before left for this one (<see
/// cref="Succession"/>) it leaves as it is for a while.</summary>
internal sealed class Announcer : ITimed
{
    /// <summary>LSInfinity less one (RFC 2328 B): still reachable, and worse than everything else.</summary>
    private const uint LargestMetric = 0xFF_FFFE;

    private readonly Gatekeeper _gate;
    private readonly OspfConfig _ospf;
    private readonly OspfInterfaces _interfaces;
    private readonly Log _log;

    /// <param name="succession">Null: whatever an earlier speaker left has to go.</param>
    public Announcer(
        Gatekeeper gate, OspfConfig ospf, OspfInterfaces interfaces, Succession? succession, Log log)
    {
        (_gate, _ospf, _interfaces, _log, Succession) = (gate, ospf, interfaces, log, succession);
        gate.Decided += Decide;
        gate.Refuted += Refute;
        if (succession is null)
        {
            Announce(Verdict.Withdrawn);
        }
    }

    public Succession? Succession { get; }

    /// <summary>When what was taken over is withdrawn for want of proof; null when nothing is held.</summary>
    public TimeSpan? Deadline => Succession is { IsWaiting: true } ? Succession.End : null;

    public void TimePassed(TimeSpan now)
    {
        Succession!.Expired();
        Withdraw();
    }

    private void Decide(Verdict verdict)
    {
        if (Succession is not { IsWaiting: true })
        {
            Announce(verdict);
        }
        else if (verdict is not Verdict.Withdrawn)
        {
            Succession.Proven(BootClock.Now);
            _log.Write(_gate.Said(Succession.Said));
            Announce(verdict);
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
        Announce(Verdict.Withdrawn);
    }

    private void Announce(Verdict verdict)
    {
        var metric = verdict is Verdict.Depreferred ? LargestMetric : (uint)_ospf.Metric;
        foreach (var family in _gate.Prefixes.GroupBy(prefix => prefix.Address.IsV4))
        {
            _interfaces.Announce(family.Key, verdict is Verdict.Withdrawn
                ? []
                : [.. family.Select(prefix => new Announcement(prefix, metric, _ospf.Tag))]);
        }
    }
}
