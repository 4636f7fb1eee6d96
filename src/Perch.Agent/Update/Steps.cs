namespace Perch.Agent.Update;

/// <summary>Which steps in which order, there and back.</summary>
internal static class Steps
{
    private static readonly Step[] Away = [Step.Drain, Step.AwaitDrained, Step.Quiet];

    private static readonly Step[] Change = [Step.ParkPolicy, Step.StopOld, Step.ParkOld, Step.NameNew, Step.StartNew];

    private static readonly Step[] Home = [Step.Undrain, Step.AwaitAnnounced];

    public static IReadOnlyList<Step> Forward(ReplacementPlan plan) => plan.Kind switch
    {
        ReplacementKind.Update when plan.Drained => [.. Change, Step.AwaitProof, Step.Soak, Step.RemoveOld],
        ReplacementKind.Update => [.. Away, .. Change, Step.AwaitProof, .. Home, Step.Soak, Step.RemoveOld],
        ReplacementKind.Overlap =>
        [
            Step.StartNew, Step.ProveOverlap, Step.ParkPolicy, Step.Repeat, Step.StopOld, Step.ParkOld, Step.NameNew,
            Step.AwaitProof, Step.Soak, Step.RemoveOld,
        ],
        ReplacementKind.Speaker =>
        [
            Step.ParkPolicy, Step.HandOver, Step.ParkOld, Step.NameNew, Step.StartNew, Step.AwaitAnnounced, Step.Soak,
            Step.RemoveOld,
        ],
        _ => [.. Change, Step.RemoveOld],
    };

    /// <summary>Undoes what was begun. The new container goes last: as long as it is there, a crash leaves a trace, and
    /// the restart policy that the old one had.</summary>
    /// <param name="plan">What is replaced how.</param>
    /// <param name="begun">The forward steps that were begun; the last of them failed.</param>
    public static IReadOnlyList<Step> Back(ReplacementPlan plan, IReadOnlyCollection<Step> begun)
    {
        var steps = new List<Step>();
        if (begun.Contains(Step.Undrain))
        {
            steps.AddRange(Away);
        }

        steps.AddRange(plan.Kind is ReplacementKind.Overlap ? Of(begun, Step.StartNew, Step.Repeat) : []);
        steps.AddRange(Of(begun, Step.StartNew, Step.StopNew));
        steps.AddRange(Of(begun, Step.NameNew, Step.UnnameNew));
        steps.AddRange(Of(begun, Step.ParkOld, Step.UnparkOld));
        steps.AddRange(Of(begun, Step.ParkPolicy, Step.RestorePolicy));
        if (begun.Contains(Step.StopOld) || begun.Contains(Step.HandOver))
        {
            steps.Add(Step.StartOld);
            steps.AddRange(plan is { Announced: true, Kind: ReplacementKind.Update or ReplacementKind.Overlap }
                ? [Step.AwaitProof] : []);
        }

        steps.AddRange(Of(begun, Step.Drain, Step.Undrain));
        steps.AddRange(plan is { Announced: true, Kind: not ReplacementKind.Heal } ? [Step.AwaitAnnounced] : []);
        return [.. steps, Step.RemoveNew];
    }

    /// <summary>Waits for the pod to come into a state; all others are done and over.</summary>
    public static bool IsAwaited(Step step) =>
        step is Step.AwaitDrained or Step.Quiet or Step.AwaitProof or Step.AwaitAnnounced or Step.Soak;

    private static IEnumerable<Step> Of(IReadOnlyCollection<Step> begun, Step forward, Step back) =>
        begun.Contains(forward) ? [back] : [];
}
