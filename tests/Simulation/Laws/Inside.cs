using System.Runtime.CompilerServices;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Origination;

namespace Perch.Tests.Simulation.Laws;

/// <summary>What an instance keeps to itself, for those who watch it and those who break it.</summary>
internal static class Inside
{
    public static OwnLsas Own(OspfInstance instance) => OwnOf(instance);

    public static Leaf Leaf(OspfInstance instance) => LeafOf(instance);

    public static IEnumerable<AnycastPrefix> Announced(OspfInstance instance) =>
        AnnouncementsOf(instance).Select(announcement => announcement.Prefix);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_announcements")]
    private static extern ref IReadOnlyList<Announcement> AnnouncementsOf(OspfInstance instance);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_own")]
    private static extern ref OwnLsas OwnOf(OspfInstance instance);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_leaf")]
    private static extern ref Leaf LeafOf(OspfInstance instance);
}
