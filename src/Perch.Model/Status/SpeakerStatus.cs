namespace Perch.Model.Status;

/// <summary>
/// What a running speaker says of itself: the answer of <c>perch-speaker status --json</c>, and the contract that
/// the command line reads. A field is added under the same version; one that changes its meaning raises it.
/// </summary>
public sealed record SpeakerStatus
{
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    /// <summary>Version of Perch that the speaker was built from.</summary>
    public required string Speaker { get; init; }

    public required string Pod { get; init; }

    /// <summary>How long the speaker has run.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>Where each family stands for itself: of the two the one that is further from being
    /// announced.</summary>
    public required GateStatus Gate { get; init; }

    /// <summary>One per family where each stands for itself; empty where they stand together.</summary>
    public IReadOnlyList<GateStatus> Gates { get; set; } = [];

    public required IReadOnlyList<AddressStatus> Addresses { get; init; }

    public required IReadOnlyList<OspfStatus> Ospf { get; init; }

    /// <summary>Null unless a speaker before this one handed over to it.</summary>
    public HandOverStatus? HandOver { get; set; }

    /// <summary>True when every gate is open and every address is acknowledged by at least one neighbor.</summary>
    public required bool Announced { get; init; }

    /// <summary>Every reason not to be announced or not to be Full: sentences an operator can act on. Empty when all
    /// is well.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
