namespace Perch.Model.Status;

/// <summary>One OSPF instance: one interface of the pod.</summary>
public sealed record OspfStatus
{
    public required string Interface { get; init; }

    /// <summary>2 (RFC 2328) or 3 (RFC 5340).</summary>
    public int Version { get; set; } = 2;

    /// <summary>The interface's own address with its prefix length, "172.18.3.54/24".</summary>
    public required string Address { get; init; }

    public required string RouterId { get; init; }

    /// <summary>Interface state by its RFC 2328 9.1 name: Down, Point-to-point, DROther.</summary>
    public required string State { get; init; }

    /// <summary>Null until configured or learnt.</summary>
    public string? Area { get; set; }

    public string? NetworkType { get; set; }

    public int? HelloSeconds { get; set; }

    public int? DeadSeconds { get; set; }

    public required int Mtu { get; init; }

    /// <summary>"none", or algorithm and key that are sent with now: "hmac-sha-256, key 1".</summary>
    public string Authentication { get; set; } = "none";

    public required IReadOnlyList<NeighborStatus> Neighbors { get; init; }

    public required IReadOnlyList<AnnouncementStatus> Announcements { get; init; }

    /// <summary>Router ID of another host in the area whose bridge has the same subnet: both flush each other's
    /// network, for ever. Null when there is none.</summary>
    public string? SubnetTwin { get; set; }

    /// <summary>Why this instance is not Full or its routes are not out: sentences; empty when all is well.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}

/// <summary>A router heard on the interface.</summary>
public sealed record NeighborStatus
{
    public required string RouterId { get; init; }

    public required string Address { get; init; }

    /// <summary>Neighbor state by its RFC 2328 10.1 name: Init, 2-Way, ExStart, Exchange, Loading, Full.</summary>
    public required string State { get; init; }

    /// <summary>How long it has been in this state.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>"DR", "BDR" or "DROther"; null on a point-to-point link.</summary>
    public string? Role { get; set; }
}

/// <summary>One prefix as it stands in the area.</summary>
public sealed record AnnouncementStatus
{
    public required string Prefix { get; init; }

    /// <summary>"AS-external-LSA type 1", "NSSA-LSA type 2", "stub link".</summary>
    public required string Lsa { get; init; }

    public required uint Metric { get; init; }

    /// <summary>True once a router that is Full has acknowledged it, until it is withdrawn: a change of its metric that
    /// is still on its way does not undo that.</summary>
    public bool Announced { get; set; }

    /// <summary>True once every adjacent neighbor has acknowledged the current instance.</summary>
    public required bool Acknowledged { get; init; }

    /// <summary>How often the current instance has been sent again for want of an acknowledgement.</summary>
    public int Retransmissions { get; set; }
}
