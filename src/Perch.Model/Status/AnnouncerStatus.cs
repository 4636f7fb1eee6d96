using System.Text.Json.Serialization;

namespace Perch.Model.Status;

/// <summary>Another router that announces an address of ours, and that a way leads to.</summary>
public sealed record AnnouncerStatus
{
    public required string RouterId { get; init; }

    /// <summary>"AS-external-LSA type 1", "stub link", "summary-LSA", …</summary>
    public required string Form { get; init; }

    public required uint Metric { get; init; }

    /// <summary>The largest metric that still is a route: it is on its way off the network, and no help.</summary>
    public bool Depreferred { get; set; }

    /// <summary>How long we have known of it: at most as long as we have been Full.</summary>
    public required TimeSpan For { get; init; }
}

/// <summary>How much is known of who else announces an address.</summary>
public enum Knowledge
{
    /// <summary>Nothing, or not yet.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Whoever is named announces it; there may be others.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,

    /// <summary>Those who are named, and nobody else.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,
}
