namespace Perch.Agent.Update;

/// <summary>What is said when a step begins, and how long all of them may take.</summary>
internal static class StepWords
{
    /// <summary>Null where nobody needs to hear of it.</summary>
    public static string? Of(Step step, string name, ReplacementPlan plan) => step switch
    {
        Step.Drain => "draining",
        Step.AwaitDrained => null,
        Step.Quiet => "drained; waiting for the routers on the way",
        Step.StopOld => $"stopping the old {name}",
        Step.HandOver => $"{name} hands over",
        Step.StartNew => $"starting the new {name}",
        Step.AwaitProof => $"waiting for {plan.Rise} looks in a row to pass",
        Step.ProveOverlap => "old and new answer side by side: asking from many ports",
        Step.AwaitAnnounced => "waiting for the announcement",
        Step.Soak => $"well; watching it for {Spoken.Duration(plan.Limits.Soak)}",
        Step.StopNew => $"stopping the new {name}",
        Step.StartOld => $"starting the old {name}",
        _ => null,
    };

    /// <summary>After this time nobody carries the replacement out any more, there or back.</summary>
    public static TimeSpan Longest(ReplacementPlan plan, TimeSpan stop)
    {
        var waits = Steps.Forward(plan).Concat(Steps.Back(plan, [.. Steps.Forward(plan)])).Count(Steps.IsAwaited);
        return (waits * plan.Limits.Step) + (4 * (stop > TimeSpan.Zero ? stop : TimeSpan.FromMinutes(10)))
            + plan.Limits.Soak + TimeSpan.FromMinutes(1);
    }
}
