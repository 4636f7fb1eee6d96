namespace Perch.Model.Status;

/// <summary>What a proof has found: the answer of <c>perch-speaker prove --json</c>.</summary>
public sealed record ProofStatus
{
    public required bool Proven { get; init; }

    /// <summary>Every required port, with the sockets that serve it.</summary>
    public required IReadOnlyList<ListenerStatus> Listeners { get; init; }

    /// <summary>How many looks were to pass; zero for a service without probes.</summary>
    public required int Looks { get; init; }

    public required int Passed { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>What failed, the first few of each kind; empty when it is proven.</summary>
    public required IReadOnlyList<string> Failures { get; init; }
}
