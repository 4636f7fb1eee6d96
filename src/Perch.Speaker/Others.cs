using Perch.Model.Status;
using Perch.Routing.Ospf.Database;

namespace Perch.Speaker;

/// <summary>What all interfaces together know of who else announces an address.</summary>
internal static class Others
{
    /// <summary>Whom one interface sees is there; nobody else is there only if none sees anybody and all that have a
    /// router see all.</summary>
    public static AddressStatus Add(AddressStatus address, IEnumerable<Elsewhere> everywhere)
    {
        var seen = everywhere.Where(one => one.Prefix.ToString() == address.Address).ToList();
        var known = seen.FindAll(one => one.Knowledge is not Knowledge.Unknown);
        var judge = (known.Count > 0 ? known : seen).MinBy(one => one.Knowledge);
        return address with
        {
            AlsoAnnouncedBy = [.. seen.SelectMany(one => one.Announcers).DistinctBy(one => (one.RouterId, one.Form))],
            LeftBehindBy = [.. seen.SelectMany(one => one.LeftBehind).Distinct()],
            Knowledge = judge?.Knowledge ?? Knowledge.Unknown,
            KnowledgeReason = judge is null ? "no interface speaks OSPF" : judge.Reason,
        };
    }
}
