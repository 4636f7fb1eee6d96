using Perch.Linux;
using Perch.Routing.Ospf;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>
/// Turns the gate's verdict into announcements. A speaker that takes over from another leaves what that one announced
/// as it is until the service has proven itself, at most for the time of a lease.
/// </summary>
internal sealed class Announcer : ITimed
{
    /// <summary>LSInfinity less one (RFC 2328 B): still reachable, and worse than everything else.</summary>
    private const uint LargestMetric = 0xFF_FFFE;

    private readonly SpeakerPlan _plan;
    private readonly OspfInterfaces _interfaces;

    public Announcer(SpeakerPlan plan, OspfInterfaces interfaces, bool takesOver)
    {
        (_plan, _interfaces) = (plan, interfaces);
        if (takesOver)
        {
            Deadline = BootClock.Now + plan.Config.Health.Lease;
        }
        else
        {
            Announce(Verdict.Withdrawn);
        }
    }

    /// <summary>When what was taken over is withdrawn for want of proof; null when nothing is held.</summary>
    public TimeSpan? Deadline { get; private set; }

    public void Decide(Verdict verdict)
    {
        if (verdict is not Verdict.Withdrawn || Deadline is null)
        {
            Announce(verdict);
        }
    }

    public void TimePassed(TimeSpan now) => Announce(Verdict.Withdrawn);

    private void Announce(Verdict verdict)
    {
        Deadline = null;
        var metric = verdict is Verdict.Depreferred ? LargestMetric : (uint)_plan.Config.Ospf.Metric;
        _interfaces.Announce(verdict is Verdict.Withdrawn
            ? []
            : [.. _plan.Prefixes.Select(prefix => new Announcement(prefix, metric, _plan.Config.Ospf.Tag))]);
    }
}
