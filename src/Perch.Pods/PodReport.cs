using Perch.Docker;
using Perch.Model.Status;

namespace Perch.Pods;

/// <summary>Everything there is to say about a pod at one moment; what every command shows and waits for.</summary>
public sealed record PodReport
{
    public required FoundPod Pod { get; init; }

    public required PodState State { get; init; }

    /// <summary>Null when the speaker was not heard.</summary>
    public SpeakerStatus? Speaker { get; init; }

    /// <summary>What is wrong, and what to do; empty when all is well.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public string Service => Pod.Service;

    public bool IsAnnounced => State == PodState.Announced;

    public bool IsDrained => State is PodState.Drained or PodState.Draining;

    /// <summary>Which namespace a member is in. In one that still has an interface there are two with the same
    /// addresses.</summary>
    public Residence ResidenceOf(Container member) =>
        Membership.ResidenceOf(Pod.Holder, member, hasInterface: Membership.IsCutOff(Pod) && Speaker?.Ospf.Count > 0);

    /// <param name="pod">Its containers; none for a pod that only the Compose file knows.</param>
    /// <param name="answer">What its speaker said.</param>
    public static PodReport Of(FoundPod pod, SpeakerAnswer answer)
    {
        var reasons = new List<string>(ContainerReasons.Of(pod));
        if (answer.Problem is { } problem)
        {
            reasons.Add(problem);
        }

        reasons.AddRange(answer.Status?.Reasons ?? []);
        return new PodReport
        {
            Pod = pod,
            State = answer.Status is { } status && !Membership.IsCutOff(pod) ? StateOf(status) : StateOf(pod),
            Speaker = answer.Status,
            Reasons = [.. reasons.Distinct()],
        };
    }

    private static PodState StateOf(SpeakerStatus status) => status.Gate.State switch
    {
        GateState.Draining => PodState.Draining,
        GateState.Drained => PodState.Drained,
        _ when status.Announced => PodState.Announced,
        _ when status.Addresses.Any(address => address.Announced) => PodState.Partly,
        GateState.Starting => PodState.Starting,
        GateState.Rising => PodState.Rising,
        GateState.Up => PodState.Up,
        GateState.Falling => PodState.Falling,
        _ => PodState.Down,
    };

    private static PodState StateOf(FoundPod pod) => pod switch
    {
        { Holder: null, Application: null, Speaker: null } => PodState.Absent,
        _ when Membership.IsCutOff(pod) => PodState.CutOff,
        { Holder.IsRunning: true, Speaker.IsRunning: true } => PodState.Silent,
        _ => PodState.Stopped,
    };
}
