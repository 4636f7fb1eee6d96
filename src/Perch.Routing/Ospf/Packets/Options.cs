namespace Perch.Routing.Ospf.Packets;

/// <summary>The Options field of Hello, Database Description and LSA header (RFC 2328 A.2, RFC 3101, RFC
/// 5250).</summary>
[Flags]
internal enum Options : byte
{
    None = 0,

    /// <summary>AS-external-LSAs are flooded in this area: clear in stub areas and NSSAs.</summary>
    External = 0x02,

    /// <summary>In a Hello: the area is an NSSA (N). In a type-7 LSA: translate it to type 5 (P).</summary>
    Nssa = 0x08,

    /// <summary>The originator understands DoNotAge (RFC 1793). One router-LSA without it turns flood reduction off
    /// for the area.</summary>
    DemandCircuits = 0x20,
}
