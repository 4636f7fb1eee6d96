namespace Perch.Routing.Ospf.Packets;

/// <summary>The Options field of Hello, Database Description and LSAs: 8 bits in OSPFv2 (RFC 2328 A.2, RFC 3101, RFC
/// 5250), 24 in OSPFv3 (RFC 5340 A.2, RFC 7166). What both have, they have at the same place.</summary>
[Flags]
internal enum Options : uint
{
    None = 0,

    /// <summary>OSPFv3: the router or link takes part in IPv6 routing.</summary>
    V6 = 0x01,

    /// <summary>AS-external-LSAs are flooded in this area: clear in stub areas and NSSAs.</summary>
    External = 0x02,

    /// <summary>In a Hello: the area is an NSSA (N). In a type-7 LSA: translate it to type 5 (P).</summary>
    Nssa = 0x08,

    /// <summary>OSPFv3: packets may be forwarded through the originator. A leaf never sets it.</summary>
    Router = 0x10,

    /// <summary>The originator understands DoNotAge (RFC 1793). One router-LSA without it turns flood reduction off
    /// for the area.</summary>
    DemandCircuits = 0x20,

    /// <summary>OSPFv3: a trailer with a digest follows every packet (RFC 7166 2.1).</summary>
    AuthenticationTrailer = 0x400,
}
