namespace Perch.Tests.Simulation.Mutations;

/// <summary>Every way in which the core is broken on purpose.</summary>
internal static class AllMutations
{
    private static readonly Dictionary<string, Func<Mutation>> All = new()
    {
        [nameof(NoAcknowledgements)] = () => new NoAcknowledgements(),
        [nameof(NoRetransmission)] = () => new NoRetransmission(),
        [nameof(NoRefresh)] = () => new NoRefresh(),
        [nameof(NoFlush)] = () => new NoFlush(),
        [nameof(NoPace)] = () => new NoPace(),
        [nameof(NoDeadInterval)] = () => new NoDeadInterval(),
        [nameof(NoDeadline)] = () => new NoDeadline(),
        [nameof(InitialSequence)] = () => new InitialSequence(),
        [nameof(BareFlush)] = () => new BareFlush(),
        [nameof(IgnoresOwnLsas)] = () => new IgnoresOwnLsas(),
        [nameof(DescribesOnce)] = () => new DescribesOnce(),
        [nameof(EternalLease)] = () => new EternalLease(),
        [nameof(IgnoresWithdrawals)] = () => new IgnoresWithdrawals(),
        [nameof(LeavesWithoutFlush)] = () => new LeavesWithoutFlush(),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Mutation Named(string name) => All[name]();
}
