namespace Perch.Agent.Reconcile;

/// <summary>Whether a step's time has come.</summary>
internal static class Pacing
{
    public static Verdict Of(Step step, TimeSpan quiet, PodMemory memory, TimeSpan now)
    {
        var tries = memory.TriesOf(step);
        if (tries.Count >= Pace.MostTries)
        {
            return new Verdict(VerdictKind.Wedged)
            {
                Step = step,
                Reason = $"{step.Why}; {step.What} was tried {tries.Count} times ({Came(tries)}): "
                    + "the agent waits until something changes",
            };
        }

        var due = tries.Last + Pace.Pause(tries.Count);
        if (tries.Count > 0 && now < due)
        {
            return new Verdict(VerdictKind.BackingOff)
            {
                Step = step,
                Reason = $"{step.Why}; {step.What} was tried {tries.Count} times ({Came(tries)})",
                LookAgain = due,
            };
        }

        var settled = memory.ChangedAt + quiet;
        return now < settled
            ? new Verdict(VerdictKind.Settling) { Step = step, Reason = step.Why, LookAgain = settled }
            : new Verdict(VerdictKind.Heal) { Step = step, Reason = step.Why };
    }

    private static string Came(Tries tries) => tries.Failure.Length > 0 ? tries.Failure : "it did not help";
}
