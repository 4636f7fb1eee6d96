namespace Perch.Routing.Ospf.Authentication;

/// <summary>
/// How a secret becomes the key of an HMAC. RFC 5709 3.3, RFC 7474 6 and RFC 7166 4.5 hash a secret that is longer than
/// the hash; HMAC itself (FIPS 198) one that is longer than its block, and routers do the one or the other. Which one
/// speaks on a link is learnt from what its router proves; for short secrets all are the same.
/// </summary>
internal enum Derivation
{
    /// <summary>As HMAC has it: BIRD in both versions, FRR in version 2.</summary>
    Block,

    /// <summary>As the RFCs have it: FRR in version 3.</summary>
    Digest,

    /// <summary>FRR in version 3 before 9.1, on a little-endian machine: as the RFC has it, but with the two bytes of
    /// the protocol id the wrong way round.</summary>
    DigestSwapped,
}
