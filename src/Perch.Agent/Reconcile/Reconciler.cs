namespace Perch.Agent.Reconcile;

/// <summary>
/// From what the engine shows, what is remembered and the time to what is to be done: one step and what may go on
/// beside it, or none. Decides anew each time; nothing is owed to an earlier decision.
/// </summary>
public static class Reconciler
{
    public static Verdict Decide(SeenPod pod, PodMemory memory, TimeSpan now)
    {
        if (pod.IsGone)
        {
            return new Verdict(VerdictKind.Gone);
        }

        if (pod.InFlight.Count > 0 && now - memory.ChangedAt < Pace.Patience)
        {
            return new Verdict(VerdictKind.InFlight)
            {
                Reason = $"{string.Join(" and ", pod.InFlight)}: somebody is replacing a container",
                LookAgain = memory.ChangedAt + Pace.Patience,
            };
        }

        if (pod.Holder is { IsMisnamed: true } lent && now - memory.ChangedAt < Pace.Creation)
        {
            return new Verdict(VerdictKind.InFlight)
            {
                Reason = $"somebody is binding a container to the name of {lent.Name}",
                LookAgain = memory.ChangedAt + Pace.Creation,
            };
        }

        if (pod.HolderIsUnreadable)
        {
            return new Verdict(VerdictKind.Wedged) { Reason = string.Join("; ", pod.Unreadable) };
        }

        var verdict = pod.Holder switch
        {
            null => WithoutHolder(pod, memory, now),
            { IsRunning: false } holder => WithHolderDown(pod, holder, memory, now),
            { } holder => WithHolder(pod, holder, memory, now),
        };
        return verdict with { Notes = [.. verdict.Notes, .. pod.Unreadable] };
    }

    private static Verdict WithoutHolder(SeenPod pod, PodMemory memory, TimeSpan now)
    {
        if (!pod.Members.Any(IsWanted))
        {
            return Resting("its holder is gone, and all else of it was stopped");
        }

        if (!pod.HolderIsKnown)
        {
            return new Verdict(VerdictKind.Wedged)
            {
                Reason = "its holder is gone, and was so when the agent first saw the pod: run 'perch up'",
            };
        }

        var name = $"the holder of {pod.Key}";
        return Pacing.Of(
            new Step(StepKind.MakeHolder, name, name, "", "its holder is gone"), Pace.Quiet(StepKind.MakeHolder),
            memory, now);
    }

    private static Verdict WithHolderDown(SeenPod pod, SeenContainer holder, PodMemory memory, TimeSpan now)
    {
        if (holder.State == "removing" || (holder.State == "restarting" && !memory.IsForgotten(now)))
        {
            return new Verdict(VerdictKind.InFlight) { Reason = $"{holder.Name} is {holder.State}" };
        }

        if (!pod.Members.Any(IsWanted))
        {
            return Resting("all of it was stopped");
        }

        if (memory.DeathOf(holder.Id) is { ByOperator: true })
        {
            return Resting($"{holder.Name} was stopped by its operator");
        }

        // Created and not started is what Compose leaves for as long as it works on the others.
        var quiet = holder.WasNeverStarted ? Pace.Patience : Pace.Quiet(StepKind.StartHolder);
        var error = holder.Error.Length > 0 ? $" ({holder.Error})" : "";
        return Pacing.Of(
            new Step(StepKind.StartHolder, holder.Id, holder.Name, "", $"{holder.Name} does not run{error}"), quiet,
            memory, now);
    }

    private static Verdict WithHolder(SeenPod pod, SeenContainer holder, PodMemory memory, TimeSpan now)
    {
        var notes = new List<string>();
        var verdicts = new List<Verdict>();
        if (holder.IsMisnamed)
        {
            verdicts.Add(Pacing.Of(
                new Step(StepKind.NameHolder, holder.Id, holder.Name, "", $"{holder.Name} was left under another name"),
                Pace.Quiet(StepKind.NameHolder), memory, now));
        }

        foreach (var member in pod.Members)
        {
            if (Members.StepFor(member, holder, memory, now) is { } step)
            {
                verdicts.Add(Pacing.Of(step, Pace.Quiet(step.Kind), memory, now));
            }
            else if (Members.WhyLeft(member, holder, memory) is { } note)
            {
                notes.Add(note);
            }
        }

        // A member that cannot be mended keeps nobody from mending the other.
        var next = verdicts.MinBy(verdict => verdict.Kind switch
        {
            VerdictKind.Heal => 0,
            VerdictKind.Settling => 1,
            VerdictKind.BackingOff => 2,
            _ => 3,
        });
        if (next is null)
        {
            return new Verdict(notes.Count == 0 ? VerdictKind.Well : VerdictKind.Resting)
            {
                Reason = string.Join("; ", notes),
                Notes = notes,
            };
        }

        var others = verdicts.Where(other => other != next).ToList();
        return next with
        {
            Beside = IsStart(next) ? [.. others.Where(IsStart).Select(other => other.Step!)] : [],
            Notes = [.. notes, .. others.Select(other => other.Reason)],
        };
    }

    /// <summary>Somebody wants the pod: a member runs, or would if it could. A pod of which nothing runs, whoever ended
    /// it and however, is at rest.</summary>
    private static bool IsWanted(SeenContainer member) =>
        member.IsRunning || member.State == "restarting" || member.LacksItsNamespace
        || (member.IsMeantToRun && member.Error.Length > 0);

    private static bool IsStart(Verdict verdict) => verdict is { Kind: VerdictKind.Heal, Step.MerelyStarts: true };

    private static Verdict Resting(string reason) => new(VerdictKind.Resting) { Reason = reason };
}
