using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>
/// How the type of a link is found out. A Hello alone cannot tell: without a designated router in it, it comes from a
/// point-to-point link, or from a broadcast link whose router still waits (RFC 2328 9.2), and BIRD sends mask and
/// priority on both. But a Hello that names a designated router comes from a broadcast link; and a router that starts
/// an exchange sends its Database Descriptions to 224.0.0.5 on a point-to-point link, to us alone on a broadcast link
/// (RFC 2328 8.1; ff02::5 in OSPFv3). Until one of these has been seen, our own Hellos are the same on both. And
/// where there is more than one router, whatever one of them says, there are not two ends.
/// </summary>
internal static class NetworkTypes
{
    public static void Learn(Leaf leaf, IpAddress source, Hello hello)
    {
        if (hello.DesignatedRouter != 0)
        {
            Adopt(leaf, source, NetworkType.Broadcast);
        }
    }

    /// <summary>On a broadcast link only designated routers start an exchange with a router of priority 0: whoever
    /// does is taken for one, until its next Hello says what it is. Another leaf never teaches anything.</summary>
    public static void Learn(Leaf leaf, Neighbor neighbor, IpAddress destination)
    {
        if (neighbor is { IsGreeted: true, Priority: 0 })
        {
            return;
        }

        var multicast = destination == leaf.AllRouters;
        Adopt(leaf, neighbor.Address, multicast ? NetworkType.PointToPoint : NetworkType.Broadcast);
        if (leaf.IsBroadcast && leaf.DesignatedRouter == 0)
        {
            leaf.DesignatedRouter = neighbor.DesignatedRouter = leaf.DesignationOf(neighbor);
            neighbor.Priority = Math.Max(neighbor.Priority, (byte)1);
        }
    }

    private static void Adopt(Leaf leaf, IpAddress source, NetworkType seen)
    {
        if (leaf.Settings.NetworkType is { } configured)
        {
            if (configured != seen)
            {
                leaf.Complain(
                    ReasonKind.NetworkType, source.Value, Sentences.NetworkType(leaf.Link, source, configured, seen));
            }

            return;
        }

        var alone = !leaf.Neighbors.Exists(other => other.Priority > 0 && other.Address != source);
        if (leaf.NetworkType == seen || (seen == NetworkType.PointToPoint && !alone))
        {
            return;
        }

        leaf.NetworkType = seen;
        leaf.IsChanged = true;
        leaf.DesignatedRouter = leaf.BackupDesignatedRouter = 0;
        leaf.Outbox.Say(Severity.Information, Sentences.Learnt(leaf.Link, source, seen));
    }
}
