namespace Perch.Routing.Ospf;

/// <summary>The two versions of OSPF share machines and rules, and differ in how things are written down: each number
/// is the first byte of its packets.</summary>
public enum OspfVersion : byte
{
    /// <summary>RFC 2328, for IPv4.</summary>
    V2 = 2,

    /// <summary>RFC 5340, for IPv6.</summary>
    V3 = 3,
}
