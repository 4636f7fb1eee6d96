using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf.Authentication;
using Perch.Routing.Ospf.Interfaces;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Neighbors;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Reasons;

/// <summary>Every sentence that an instance says: what is wrong, with both values, and what to write where.</summary>
internal static class Sentences
{
    public static string Area(OspfLink link, IpAddress from, LinkParameters theirs, LinkParameters ours) =>
        $"{Who(link, from)} is in area {theirs.Area}, we are in area {ours.Area}: write ospf.area: {theirs.Area}, "
        + $"or put the router's interface into area {ours.Area}";

    public static string Hello(OspfLink link, IpAddress from, LinkParameters theirs, LinkParameters ours) =>
        $"{Who(link, from)} has hello interval {Seconds(theirs.HelloInterval)}, we have "
        + $"{Seconds(ours.HelloInterval)}: write ospf.hello: {Seconds(theirs.HelloInterval)}, or the "
        + "same in the router";

    public static string Dead(OspfLink link, IpAddress from, LinkParameters theirs, LinkParameters ours) =>
        $"{Who(link, from)} has dead interval {Seconds(theirs.RouterDeadInterval)}, we have "
        + $"{Seconds(ours.RouterDeadInterval)}: write ospf.dead: {Seconds(theirs.RouterDeadInterval)}, "
        + "or the same in the router";

    public static string NoDeadInterval(OspfLink link, IpAddress from) =>
        $"{Who(link, from)} has a dead interval of 0 s, with which no neighbor lives: give it one in the router";

    public static string Mask(OspfLink link, IpAddress from, uint mask) =>
        $"{Who(link, from)} has network mask {DottedQuad.Format(mask)}, {link.Name} has "
        + $"{DottedQuad.Format(link.Mask)}: give both the same prefix length";

    public static string AreaType(OspfLink link, IpAddress from, LinkParameters theirs, LinkParameters ours) =>
        $"{Who(link, from)} says that area {ours.Area} is {Kind(theirs.AreaType)}, the other routers say it is "
        + $"{Kind(ours.AreaType)}: configure the area alike in all of them";

    public static string Authentication(Leaf leaf, IpAddress from, AuthenticationFault fault) =>
        FaultSentences.Of(Who(leaf.Link, from), fault, leaf.Authenticator.Keyring, leaf.UnixSeconds);

    public static string KeyTime(OspfLink link, AuthenticationKey key) =>
        $"{link.Name} sends with {key}, which is to be sent {key.Send}, because now is no key's time: add a key under "
        + "ospf.keys, change send-from or send-until, and see that this machine's clock is right";

    public static string KeyChanged(OspfLink link, AuthenticationKey key) =>
        $"{link.Name} sends with {key} from now on";

    public static string Subnet(OspfLink link, IpAddress from) =>
        $"{Who(link, from)} speaks from outside the subnet of {link.Name}, {Subnet(link)}: give it an "
            + "address there, or "
        + "write ospf.network-type: point-to-point and the same in the router";

    public static string NotLinkLocal(OspfLink link, IpAddress from) =>
        $"{Who(link, from)} speaks OSPFv3 from an address that is not link-local: give its interface one of fe80::/10";

    public static string TimeToLive(OspfLink link, IpAddress from, int found, OspfSettings ours) => ours.TtlSecurity
        ? $"{Who(link, from)} sends with TTL {found}, ospf.ttl-security wants 255: write 'ttl security yes' in "
            + "BIRD, or remove ospf.ttl-security (FRR has no such thing)"
        : $"{Who(link, from)} sends with TTL {found} where 1 is right: with 255 it has TTL security on, then write "
            + "ospf.ttl-security: true; with another the packet comes from elsewhere";

    public static string Instance(OspfLink link, IpAddress from, int theirs, int ours) =>
        $"{Who(link, from)} speaks in instance {theirs}, we in instance {ours}: write ospf.instance-id: {theirs}, or "
        + "the same in the router";

    public static string NetworkType(OspfLink link, IpAddress from, NetworkType configured, NetworkType seen) =>
        $"{Who(link, from)} treats the link as {Kind(seen)}, ospf.network-type says {Kind(configured)}: "
        + $"write ospf.network-type: {Kind(seen)} or remove it, or change the type in the router";

    public static string PriorityZero(OspfLink link, IpAddress from) =>
        $"only leaf routers (priority 0) are heard on {link.Name}, such as {from}: "
            + "start OSPF in the "
        + "host's router on this bridge, with priority 1 or more";

    public static string OurRouterId(OspfLink link, IpAddress from, RouterId id) =>
        $"{Who(link, from)} has our router id {id}: give one of the two another, here with ospf.router-id";

    public static string TheirRouterId(OspfLink link, IpAddress from, Neighbor twin) =>
        $"{Who(link, from)} and {twin.Address} both have router id {twin.Id}: give "
            + "one of them another";

    public static string Mtu(OspfLink link, Neighbor neighbor, int theirs) =>
        $"{neighbor} has MTU {theirs}, {link.Name} has {link.Mtu}: give both the same MTU, or write "
        + "ospf.mtu-ignore: true (BIRD and FRR then accept)";

    public static string OneWay(OspfLink link, Neighbor neighbor) =>
        $"{neighbor} on {link.Name} is heard but does not list us in its Hellos: see its log for why it refuses ours, "
        + "and whether a firewall drops protocol 89 to it";

    public static string NoDesignatedRouter(OspfLink link, LinkParameters parameters) =>
        $"no designated router on {link.Name} yet: a router that has just started waits up to its dead interval "
        + $"({Seconds(parameters.RouterDeadInterval)}) before it is one; 'wait 2' or 'type ptp' in BIRD, "
        + "'ip ospf network point-to-point' in FRR shorten that";

    public static string Stuck(OspfLink link, Neighbor neighbor) =>
        $"{neighbor} on {link.Name} does not get beyond {NeighborStateName.Of(neighbor.State)}: it leaves our Database "
        + $"Descriptions (MTU {link.Mtu}) unanswered; its log says why";

    public static string Nobody(OspfLink link, AreaId? area) =>
        $"no OSPF router is heard on {link.Name} ({Address(link)}): the host's router must speak OSPF "
            + "on this bridge, in "
        + $"BIRD: area {area?.ToString() ?? "0"} {{ interface \"<bridge>\"; }}; perch host-config prints it, and a "
        + "firewall must let protocol 89 through";

    public static string Alone(OspfLink link, TimeSpan since) =>
        $"no OSPF router is heard on {link.Name} ({Address(link)}), for {Whole(since)} now";

    public static string OnTheWay(Leaf leaf, Neighbor nearest, TimeSpan since) =>
        $"{nearest} on {leaf.Link.Name} is {NeighborStateName.Of(nearest.State)}, for {Whole(since)} now, "
        + (nearest.State == NeighborState.TwoWay && leaf is { IsPointToPoint: false, DesignatedRouter: 0 }
            ? $"and knows no designated router yet: that takes up to {Seconds(leaf.Parameters!.RouterDeadInterval)}"
            : "on its way to Full");

    public static string Silent(OspfLink link, Neighbor neighbor, TimeSpan since, TimeSpan now) =>
        $"{neighbor} on {link.Name} has not been heard for {Whole(since)}: in {Whole(neighbor.InactiveAt - now)} it "
        + "counts as gone, with every route through it";

    public static string LinkDown(OspfLink link) => $"{link.Name} is down";

    public static string AnnounceAs(OspfLink link, AnnounceAs form, LinkParameters parameters) =>
        $"area {parameters.Area} on {link.Name} is {Kind(parameters.AreaType)} and carries no {LsaName.Of(form)}: "
        + $"remove ospf.announce-as or write {Fitting(parameters.AreaType)}";

    public static string Unacknowledged(OspfLink link, Neighbor neighbor, LsaKey key, int times) =>
        $"{neighbor} on {link.Name} has not acknowledged {LsaName.Of(key)} after {times} retransmissions or more: it "
        + "refuses it or our packets are lost; its log says which";

    public static string FoughtOver(OspfLink link, LsaKey key, RouterId id) =>
        $"another router keeps originating {LsaName.Of(key)} under our router id {id}: find it in the "
            + "area, and give one of "
        + $"the two another id, here with ospf.router-id ({link.Name})";

    public static string TwoHosts(OspfLink link, Neighbor router, RouterId other) =>
        $"two hosts have the subnet {Subnet(link)} on a bridge in this area: {router} and router id {other} both are "
        + $"designated router with address {router.Address} and flush each other's "
        + "network: give each "
        + "host's Docker network a subnet of its own";

    public static string Malformed(OspfLink link, IpAddress from, DecodeError error, long count) =>
        $"{Who(link, from)} sends malformed packets ({count} so far): {error}";

    public static string BadLsa(OspfLink link, Neighbor from, LsaHeader header, LsaFault fault) =>
        $"{from} on {link.Name} sends a broken LSA, {LsaName.Of(header.Key)}: wrong {fault}";

    public static string Learnt(OspfLink link, IpAddress from, LinkParameters learnt) =>
        $"learnt from {Who(link, from)}: area {learnt.Area} ({Kind(learnt.AreaType)}), hello "
        + $"{Seconds(learnt.HelloInterval)}, dead {Seconds(learnt.RouterDeadInterval)}";

    public static string Learnt(OspfLink link, IpAddress from, NetworkType type) =>
        $"learnt from {Who(link, from)}: the link is {Kind(type)}";

    public static string Step(OspfLink link, Neighbor neighbor, NeighborState from, NeighborEvent on) =>
        $"{neighbor} on {link.Name}: {NeighborStateName.Of(from)} -> {NeighborStateName.Of(neighbor.State)} ({on})";

    public static string Full(OspfLink link, Neighbor neighbor, TimeSpan now) =>
        $"{neighbor} on {link.Name} is Full after {(now - neighbor.FirstHeard).TotalMilliseconds:0} ms";

    public static string Lost(OspfLink link, Neighbor neighbor) =>
        $"{neighbor} on {link.Name} is no longer Full: {NeighborStateName.Of(neighbor.State)}";

    public static string Kind(NetworkType type) =>
        type == Model.Config.NetworkType.Broadcast ? "broadcast" : "point-to-point";

    private static string Kind(AreaType type) => type switch
    {
        Ospf.AreaType.Nssa => "an NSSA",
        Ospf.AreaType.Stub => "a stub area",
        _ => "a normal area",
    };

    private static string Fitting(AreaType type) => type switch
    {
        Ospf.AreaType.Nssa => "nssa-1",
        Ospf.AreaType.Stub => "stub-link",
        _ => "external-1",
    };

    private static string Who(OspfLink link, IpAddress from) => $"{from} on {link.Name}";

    private static string Address(OspfLink link) => $"{link.Address}/{link.PrefixLength}";

    private static string Subnet(OspfLink link) =>
        $"{DottedQuad.Format(link.Address.V4 & link.Mask)}/{link.PrefixLength}";

    private static string Whole(TimeSpan duration) => Seconds(TimeSpan.FromSeconds(Math.Floor(duration.TotalSeconds)));

    private static string Seconds(TimeSpan duration) => DurationConverter.Format(duration);
}
