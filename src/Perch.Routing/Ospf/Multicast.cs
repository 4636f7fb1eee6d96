using Perch.Model;

namespace Perch.Routing.Ospf;

/// <summary>The two groups that OSPF packets are sent to.</summary>
internal static class Multicast
{
    /// <summary>224.0.0.5 (RFC 2328 A.1).</summary>
    private static readonly IpAddress AllRouters2 = IpAddress.FromV4(0xE000_0005);

    /// <summary>224.0.0.6 (RFC 2328 A.1).</summary>
    private static readonly IpAddress AllDesignatedRouters2 = IpAddress.FromV4(0xE000_0006);

    /// <summary>ff02::5 (RFC 5340 2.9).</summary>
    private static readonly IpAddress AllRouters3 = new(new UInt128(0xFF02_0000_0000_0000, 5));

    /// <summary>ff02::6 (RFC 5340 2.9).</summary>
    private static readonly IpAddress AllDesignatedRouters3 = new(new UInt128(0xFF02_0000_0000_0000, 6));

    /// <summary>AllSPFRouters: everybody on the link.</summary>
    public static IpAddress AllRouters(OspfVersion version) =>
        version == OspfVersion.V2 ? AllRouters2 : AllRouters3;

    /// <summary>AllDRouters: designated and backup designated router.</summary>
    public static IpAddress AllDesignatedRouters(OspfVersion version) =>
        version == OspfVersion.V2 ? AllDesignatedRouters2 : AllDesignatedRouters3;
}
