namespace Perch.Routing.Ospf.Lsas;

/// <summary>The kinds of LSA (RFC 2328 A.4.1, RFC 3101, RFC 5250).</summary>
internal enum LsType : byte
{
    Router = 1,
    Network = 2,
    SummaryNetwork = 3,
    SummaryAsbr = 4,
    AsExternal = 5,
    Nssa = 7,
    OpaqueLink = 9,
    OpaqueArea = 10,
    OpaqueAs = 11,
}
