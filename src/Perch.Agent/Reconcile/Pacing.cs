namespace Perch.Agent.Reconcile;

/// <summary>Whether a step's time has come.</summary>
internal static class Pacing
{
    public static Verdict Of(Step step, TimeSpan quiet, PodMemory memory, TimeSpan now)
    {
        var tries = memory.TriesOf(step);
        if (tries.Count >= Pace.MostTries && (tries.Failure.Length == 0 || now < tries.Last + Pace.Rarely))
        {
            return new Verdict(VerdictKind.Wedged)
            {
                Step = step,
                Reason = $"{step.Why}; {step.What} was tried {tries.Count} times ({Came(tries)}): "
                    + "the agent waits until something changes",
                LookAgain = tries.Failure.Length > 0 ? tries.Last + Pace.Rarely : null,
            };
        }

        var due = tries.Last + Pace.Pause(tries.Count);
        if (tries.Count is > 0 and < Pace.MostTries && now < due)
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
