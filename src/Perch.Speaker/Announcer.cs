using Perch.Linux;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>
/// Turns a gate's verdict into announcements. A speaker that takes over from another leaves what that one announced
/// as it is until the service has proven itself, at most for the time of a lease.
/// </summary>
internal sealed class Announcer : ITimed
{
    /// <summary>LSInfinity less one (RFC 2328 B): still reachable, and worse than everything else.</summary>
    private const uint LargestMetric = 0xFF_FFFE;

    private readonly Gatekeeper _gate;
    private readonly OspfConfig _ospf;
    private readonly OspfInterfaces _interfaces;

    /// <param name="held">How long what an earlier speaker left is let be; null when there is none.</param>
    public Announcer(Gatekeeper gate, OspfConfig ospf, OspfInterfaces interfaces, TimeSpan? held)
    {
        (_gate, _ospf, _interfaces) = (gate, ospf, interfaces);
        gate.Decided += Decide;
        if (held is { } time)
        {
            Deadline = BootClock.Now + time;
        }
        else
        {
            Announce(Verdict.Withdrawn);
        }
    }

    /// <summary>When what was taken over is withdrawn for want of proof; null when nothing is held.</summary>
    public TimeSpan? Deadline { get; private set; }

    public void TimePassed(TimeSpan now) => Announce(Verdict.Withdrawn);

    private void Decide(Verdict verdict)
    {
        if (verdict is not Verdict.Withdrawn || Deadline is null)
        {
            Announce(verdict);
        }
    }

    private void Announce(Verdict verdict)
    {
        Deadline = null;
        var metric = verdict is Verdict.Depreferred ? LargestMetric : (uint)_ospf.Metric;
        foreach (var family in _gate.Prefixes.GroupBy(prefix => prefix.Address.IsV4))
        {
            _interfaces.Announce(family.Key, verdict is Verdict.Withdrawn
                ? []
                : [.. family.Select(prefix => new Announcement(prefix, metric, _ospf.Tag))]);
        }
    }
}
