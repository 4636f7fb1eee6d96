namespace Perch.Routing.Ospf.Authentication;

/// <summary>How a packet proves where it comes from: AuType of OSPFv2 (RFC 2328 D, RFC 7474 3); an OSPFv3 packet has a
/// trailer (RFC 7166) or has none.</summary>
internal enum AuthenticationType : ushort
{
    None = 0,

    /// <summary>A password in the clear (RFC 2328 D.2).</summary>
    Simple = 1,

    /// <summary>A keyed digest behind the packet (RFC 2328 D.3, RFC 5709).</summary>
    Cryptographic = 2,

    /// <summary>The same with 64 bits of sequence number and the source address in the digest (RFC 7474).</summary>
    Extended = 3,

    /// <summary>The Authentication Trailer of OSPFv3 (RFC 7166 4.1), which has no AuType.</summary>
    Trailer = ushort.MaxValue,
}
