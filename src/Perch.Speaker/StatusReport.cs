using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>Puts together what a speaker says of itself, from those who know.</summary>
internal sealed class StatusReport(SpeakerPlan plan, Gatekeeper gate, OspfInterfaces interfaces)
{
    private readonly TimeSpan _started = BootClock.Now;

    public IReadOnlyList<AddressStatus> Addresses { get; set; } = [];

    /// <param name="problems">What belongs to no gate and no interface.</param>
    public SpeakerStatus Write(TimeSpan now, IEnumerable<string> problems)
    {
        var verdict = gate.Status(now);
        var ospf = interfaces.Status(now);
        var notUp = verdict.State is GateState.Up ? Array.Empty<string>() : [verdict.Why];
        return new SpeakerStatus
        {
            Speaker = PerchVersion.Current,
            Pod = plan.Config.Pod,
            Uptime = now - _started,
            Gate = verdict,
            Addresses = Addresses,
            Ospf = ospf,
            Announced = gate.Verdict is not Verdict.Withdrawn && ospf.Any(IsAcknowledged),
            Reasons = [.. notUp, .. problems, .. interfaces.Reasons, .. ospf.SelectMany(instance => instance.Reasons)],
        };
    }

    private bool IsAcknowledged(OspfStatus instance) =>
        instance.Neighbors.Any(neighbor => neighbor.State == "Full")
        && instance.Announcements.Count == plan.Prefixes.Count
        && instance.Announcements.All(announcement => announcement.Acknowledged);
}
