namespace Perch.Routing.Ospf.Lsas;

/// <summary>The kinds of LSA: of OSPFv2 (RFC 2328 A.4.1, RFC 3101, RFC 5250), and of OSPFv3, where the upper bits say
/// how far it is flooded (RFC 5340 A.4.2.1).</summary>
internal enum LsType : ushort
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

    Link3 = 0x0008,
    Router3 = 0x2001,
    Network3 = 0x2002,
    InterAreaPrefix3 = 0x2003,
    InterAreaRouter3 = 0x2004,
    Nssa3 = 0x2007,
    IntraAreaPrefix3 = 0x2009,
    AsExternal3 = 0x4005,
}
