namespace Perch.Agent.Update;

/// <summary>Nothing was stopped: sentences that say why not, with the fix.</summary>
public sealed class UpdateRefusedException(params IReadOnlyList<string> reasons) : Exception(string.Join("; ", reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;

    /// <summary>It could be done, and would leave nobody to answer: --force does it all the same.</summary>
    public bool IsLastOne { get; init; }
}
