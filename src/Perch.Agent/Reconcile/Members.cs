namespace Perch.Agent.Reconcile;

/// <summary>What a member needs whose holder runs.</summary>
internal static class Members
{
    /// <summary>Null when it is well, or is to be left as it is.</summary>
    public static Step? StepFor(SeenContainer member, SeenContainer holder, PodMemory memory, TimeSpan now)
    {
        if (member.IsPaused || member.State == "removing"
            || (member.State == "restarting" && !memory.IsForgotten(now)))
        {
            return null;
        }

        if (member.IsRunning || member.State == "restarting")
        {
            return member.IsRunning && member.IsIn(holder) ? null
                : member.IsBoundTo(holder) ? Of(StepKind.RestartMember, member, holder, WhyRestart(member, holder))
                : Of(StepKind.RecreateMember, member, holder, $"{member.Name} belongs to a holder that is gone");
        }

        if (!IsForUs(member, memory))
        {
            return null;
        }

        var why = member.Error.Length > 0 ? $"could not be started ({member.Error})" : "has ended";
        return member.IsBoundTo(holder)
            ? Of(StepKind.StartMember, member, holder, $"{member.Name} {why}, and Docker does not start it again")
            : Of(StepKind.RecreateMember, member, holder, $"{member.Name} belongs to a holder that is gone");
    }

    /// <summary>Why nothing is done for a member that does not run; null when it does.</summary>
    public static string? WhyLeft(SeenContainer member, SeenContainer holder, PodMemory memory) => member switch
    {
        { IsPaused: true } => $"{member.Name} is paused",
        { IsRunning: true } => null,
        { State: "restarting" } when member.IsBoundTo(holder) =>
            $"{member.Name} ends again and again; Docker restarts it",
        { State: "restarting" or "removing" } => $"{member.Name} is {member.State}",
        { WasNeverStarted: true } => $"{member.Name} was created and never started",
        _ when memory.DeathOf(member.Id) is { ByOperator: true } => $"{member.Name} was stopped by its operator",
        { IsMeantToRun: false } => $"{member.Name} has ended, and its restart policy leaves it so",
        _ => $"{member.Name} had ended when the agent first saw it: 'docker start {member.Name}' if it is to run",
    };

    /// <summary>
    /// It ended, and nobody meant it to. Where its last start failed for want of its namespace, Docker tried once and
    /// gave up, whatever ended it before. Otherwise it must have been seen to die without "docker stop".
    /// </summary>
    private static bool IsForUs(SeenContainer member, PodMemory memory) =>
        member.LacksItsNamespace
        || (member.IsMeantToRun && (member.Error.Length > 0 || memory.DeathOf(member.Id) is { ByOperator: false }));

    private static Step Of(StepKind kind, SeenContainer member, SeenContainer holder, string why) =>
        new(kind, member.Id, member.Name, $"{holder.Id} {holder.StartedAt.Ticks}", why);

    private static string WhyRestart(SeenContainer member, SeenContainer holder) => member.IsRunning
        ? $"{member.Name} is still in the network that {holder.Name} had before its last start, "
            + "where nothing reaches it"
        : $"{member.Name} is to be restarted by Docker, and is not";
}
