using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>Puts together what a speaker says of itself, from those who know.</summary>
internal sealed class StatusReport(SpeakerPlan plan, Gates gates, OspfInterfaces interfaces)
{
    private readonly TimeSpan _started = BootClock.Now;

    public IReadOnlyList<AddressStatus> Addresses { get; set; } = [];

    public IReadOnlyList<Succession> Successions { get; set; } = [];

    /// <param name="problems">What belongs to no gate and no interface.</param>
    public SpeakerStatus Write(TimeSpan now, IEnumerable<string> problems)
    {
        var ospf = interfaces.Status(now);
        var standing = gates.All.Select(gate => (Gate: gate, Status: gate.Status(now))).ToList();
        var elsewhere = interfaces.LookElsewhere(now);
        AddressStatus[] addresses = [.. Addresses.Select(address => Others.Add(address, elsewhere) with
        {
            Announced = gates.All.Any(gate => Announces(gate, address.Address)) && ospf.Any(Carries(address)),
        })];
        return new SpeakerStatus
        {
            Speaker = PerchVersion.Current,
            Pod = plan.Config.Pod,
            Uptime = now - _started,
            Gate = standing.Select(gate => gate.Status).MaxBy(Distance)!,
            Gates = standing.Count > 1 ? [.. standing.Select(gate => gate.Status)] : [],
            Addresses = addresses,
            Ospf = ospf,
            HandOver = HandOver(),
            Announced = addresses.Length > 0 && Array.TrueForAll(addresses, address => address.Announced),
            Reasons =
            [
                .. standing.Where(gate => gate.Status.State is not GateState.Up)
                    .Select(known => known.Gate.Said(known.Status.Why)),
                .. Failed(standing.Exists(gate => gate.Status.State is not GateState.Up)),
                .. problems,
                .. interfaces.Reasons,
                .. ospf.SelectMany(instance => instance.Reasons),
            ],
        };
    }

    /// <summary>Of two families the one that fared worse.</summary>
    private HandOverStatus? HandOver() => Successions.Count == 0 ? null : new HandOverStatus(
        Successions.Any(one => one.IsWaiting) ? HandOverState.Waiting : Successions.Max(one => one.State),
        string.Join("; ", Successions.Select(one => one.Said).Distinct()));

    /// <summary>Why the routes went, for as long as they are gone.</summary>
    private IEnumerable<string> Failed(bool isDown) =>
        Successions.Where(one => isDown && one.State is HandOverState.Withdrawn).Select(one => one.Said).Distinct();

    /// <summary>How far a state is from being announced.</summary>
    private static int Distance(GateStatus gate) => gate.State switch
    {
        GateState.Up => 0,
        GateState.Falling => 1,
        GateState.Draining => 2,
        GateState.Drained => 3,
        GateState.Rising => 4,
        GateState.Starting => 5,
        _ => 6,
    };

    private static bool Announces(Gatekeeper gate, string address) => gate.Verdict is not Verdict.Withdrawn
        && gate.Prefixes.Any(prefix => prefix.ToString() == address);

    private static Func<OspfStatus, bool> Carries(AddressStatus address) => instance =>
        instance.Neighbors.Any(neighbor => neighbor.State == "Full")
        && instance.Announcements.Any(route => route.Prefix == address.Address && route.Announced);
}
