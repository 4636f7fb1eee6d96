namespace Perch.Model.Config;

/// <summary>How the addresses are announced over OSPF. Null means: learn it from the first Hello heard.</summary>
public sealed record OspfConfig
{
    /// <summary>Area, as a number or a dotted quad.</summary>
    public string? Area { get; set; }

    public NetworkType? NetworkType { get; set; }

    /// <summary>HelloInterval, whole seconds, 1 s to 65535 s (RFC 2328 C.3).</summary>
    public TimeSpan? Hello { get; set; }

    /// <summary>RouterDeadInterval, whole seconds, longer than <see cref="Hello"/> (RFC 2328 C.3).</summary>
    public TimeSpan? Dead { get; set; }

    /// <summary>Our own Router ID; null takes each interface's address.</summary>
    public string? RouterId { get; set; }

    /// <summary>The host router's Router ID: named in our first Hello, it makes the adjacency Full at once.</summary>
    public string? HostRouterId { get; set; }

    /// <summary>Null follows the area: an AS-external-LSA of type 1, in an NSSA a type-7 of type 1, in a stub area a
    /// stub link.</summary>
    public AnnounceAs? AnnounceAs { get; set; }

    /// <summary>Cost of the announced prefix: 1 to 16777213; as a stub link to 65533.</summary>
    public int Metric { get; set; } = 10;

    /// <summary>External route tag (RFC 2328 A.4.5).</summary>
    public uint Tag { get; set; }

    /// <summary>Sends MTU 0 in Database Description, which BIRD and FRR's ospfd accept whatever their own is.</summary>
    public bool MtuIgnore { get; set; }

    /// <summary>Instance ID of OSPFv3, 0 to 255 (RFC 5340 2.4).</summary>
    public byte InstanceId { get; set; }

    /// <summary>Sends with TTL or hop limit 255 and accepts nothing else (RFC 5082). The router must do the
    /// same.</summary>
    public bool TtlSecurity { get; set; }

    /// <summary>Null: packets are not authenticated.</summary>
    public AuthenticationConfig? Authentication { get; set; }

    /// <summary>Subnets whose interfaces speak OSPF, as "172.18.3.0/24". Empty: every interface but lo.</summary>
    public IReadOnlyList<string> Subnets { get; set; } = [];
}

public enum NetworkType
{
    Broadcast,
    PointToPoint,
}

/// <summary>Which LSA carries the prefix.</summary>
public enum AnnounceAs
{
    External1,
    External2,
    Nssa1,
    Nssa2,
    StubLink,
}
