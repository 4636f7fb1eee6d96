using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Lsas;

namespace Perch.Routing.Ospf.Origination;

/// <summary>Which LSAs say what is to be announced, in the order in which a router wants to learn them.</summary>
internal static class WantedLsas
{
    public static IReadOnlyList<WantedLsa> Of(Leaf leaf, IReadOnlyList<Announcement> announcements) =>
        leaf.Version == OspfVersion.V2
            ? V2.WantedLsas.Of(leaf, announcements)
            : V3.WantedLsas.Of(leaf, announcements);

    /// <summary>The LSA in which a prefix is announced.</summary>
    public static LsaKey KeyOf(Leaf leaf, AnnounceAs form, AnycastPrefix prefix) =>
        leaf.Version == OspfVersion.V2
            ? V2.WantedLsas.KeyOf(leaf, form, prefix)
            : V3.WantedLsas.KeyOf(leaf, form, prefix);

    public static LsaKey RouterKey(Leaf leaf) => leaf.Version == OspfVersion.V2
        ? new LsaKey(LsType.Router, leaf.Id.Value, leaf.Id)
        : new LsaKey(LsType.Router3, 0, leaf.Id);
}
