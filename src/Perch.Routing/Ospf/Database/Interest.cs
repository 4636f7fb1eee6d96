using Perch.Model;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Database;

/// <summary>
/// Which LSAs of others a leaf asks for, by their headers alone. Those that say how the area hangs together always; of
/// those that carry prefixes only what may carry a host address of ours. A route to a host is computed from the Link
/// State ID of an OSPFv2 LSA itself (RFC 2328 16.4, appendix E), which therefore is that address; in OSPFv3 it says
/// nothing (RFC 5340 4.4.3.5), but the length does: 16 bytes of prefix are a /97 or longer.
/// </summary>
internal static class Interest
{
    /// <summary>Header, metric, and a prefix of 128 bits.</summary>
    private const int HostRoute3 = LsaHeader.Size + 4 + 20;

    /// <summary>Header, fixed part, and one prefix of 128 bits.</summary>
    private const int ShortestIntraArea3 = LsaHeader.Size + 12 + 20;

    private const int ForwardingAddress = 16;
    private const int Tag = 4;

    public static bool IsIn(LsaHeader header, IReadOnlyList<AnycastPrefix> ours) =>
        IsTopology(header.Key.Type) || header.Key.Type switch
        {
            LsType.SummaryNetwork or LsType.AsExternal or LsType.Nssa => Names(header.Key.LinkStateId, ours),
            LsType.InterAreaPrefix3 => header.Length == HostRoute3,
            LsType.AsExternal3 or LsType.Nssa3 => header.Length is HostRoute3 or HostRoute3 + Tag
                or HostRoute3 + ForwardingAddress or HostRoute3 + ForwardingAddress + Tag,
            LsType.IntraAreaPrefix3 => header.Length >= ShortestIntraArea3,
            _ => false,
        };

    /// <summary>Routers, networks, and the way to boundary routers of other areas.</summary>
    public static bool IsTopology(LsType type) => type is LsType.Router or LsType.Network or LsType.SummaryAsbr
        or LsType.Router3 or LsType.Network3 or LsType.InterAreaRouter3;

    private static bool Names(uint id, IReadOnlyList<AnycastPrefix> ours)
    {
        // By index: this is asked of every LSA that is flooded, and an enumerator is garbage.
        for (var i = 0; i < ours.Count; i++)
        {
            if (ours[i].Address.V4 == id)
            {
                return true;
            }
        }

        return false;
    }
}
