using Perch.Model;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;
using Perch.Routing.Ospf.Reasons;

namespace Perch.Routing.Ospf.Interfaces;

/// <summary>Whether a Hello comes from a router that can become a neighbor (RFC 2328 10.5), and what is learnt from
/// it where the operator has fixed nothing.</summary>
internal static class HelloChecks
{
    public static bool Passes(Leaf leaf, NeighborMachine machine, IpAddress source, PacketHeader header, Hello hello)
    {
        if (!IsOtherRouter(leaf, source, header) || !CanLive(leaf, source, hello))
        {
            return false;
        }

        var said = LinkParameters.Of(header.Area, hello);
        var wanted = said.Under(leaf.Settings);
        var canTeach = hello.Priority > 0;
        if (leaf.Parameters != wanted && canTeach && !AnotherTeaches(leaf, source))
        {
            Learn(leaf, machine, source, wanted);
        }

        if (leaf.Parameters is null || (leaf.IsPointToPoint && !canTeach))
        {
            if (!AnotherTeaches(leaf, source))
            {
                leaf.Complain(ReasonKind.PriorityZero, 0, Sentences.PriorityZero(leaf.Link, source));
            }

            return false;
        }

        // Another leaf with other values is the affair of its own operator.
        return Agrees(leaf, source, said, hello, complain: canTeach);
    }

    private static bool IsOtherRouter(Leaf leaf, IpAddress source, PacketHeader header)
    {
        if (header.Router == leaf.Id)
        {
            leaf.Complain(ReasonKind.OurRouterId, source.Value, Sentences.OurRouterId(leaf.Link, source, leaf.Id));
            return false;
        }

        var twin = leaf.Neighbors.Find(n => n.Id == header.Router && n.Address != source);
        if (twin is not null && !leaf.IsKnownById)
        {
            leaf.Complain(ReasonKind.TheirRouterId, source.Value, Sentences.TheirRouterId(leaf.Link, source, twin));
        }

        // The same address with another id: the router has been restarted under a new name.
        var before = leaf.Neighbors.Find(n => n.Address == source && n.Id != header.Router);
        before?.InactiveAt = leaf.Now;
        return true;
    }

    /// <summary>With a dead interval of nothing every neighbor would be dead at once.</summary>
    private static bool CanLive(Leaf leaf, IpAddress source, Hello hello)
    {
        if (hello.RouterDeadInterval == 0)
        {
            leaf.Complain(ReasonKind.Dead, source.Value, Sentences.NoDeadInterval(leaf.Link, source));
        }

        return hello.RouterDeadInterval > 0;
    }

    /// <summary>Somebody else, who could be a designated router, agrees with what we have.</summary>
    private static bool AnotherTeaches(Leaf leaf, IpAddress source) =>
        leaf.Neighbors.Exists(neighbor => neighbor.Priority > 0 && neighbor.Address != source);

    private static void Learn(Leaf leaf, NeighborMachine machine, IpAddress source, LinkParameters wanted)
    {
        var known = leaf.Parameters;
        machine.EndAll(NeighborEvent.KillNbr);
        leaf.Parameters = wanted;
        leaf.IsChanged = true;
        leaf.AreaChanged |= known is not null && (known.Area, known.AreaType) != (wanted.Area, wanted.AreaType);
        leaf.Outbox.Say(Severity.Information, Sentences.Learnt(leaf.Link, source, wanted));
    }

    private static bool Agrees(Leaf leaf, IpAddress source, LinkParameters said, Hello hello, bool complain)
    {
        var ours = leaf.Parameters!;
        var (link, from) = (leaf.Link, source);
        var hasMask = leaf.Version == OspfVersion.V2 && (leaf.IsBroadcast || hello.DesignatedRouter != 0);
        (ReasonKind, string)? wrong =
            said.Area != ours.Area ? (ReasonKind.Area, Sentences.Area(link, from, said, ours))
            : said.HelloInterval != ours.HelloInterval ? (ReasonKind.Hello, Sentences.Hello(link, from, said, ours))
            : said.RouterDeadInterval != ours.RouterDeadInterval
                ? (ReasonKind.Dead, Sentences.Dead(link, from, said, ours))
            : hasMask && hello.NetworkMask != link.Mask
                ? (ReasonKind.Mask, Sentences.Mask(link, from, hello.NetworkMask))
            : said.AreaType != ours.AreaType ? (ReasonKind.AreaType, Sentences.AreaType(link, from, said, ours))
            : null;
        if (wrong is { } reason && complain)
        {
            leaf.Complain(reason.Item1, source.Value, reason.Item2);
        }
        else if (wrong is null)
        {
            leaf.Complaints.SettleHello(source.Value, leaf.Outbox);
        }

        return wrong is null;
    }
}
