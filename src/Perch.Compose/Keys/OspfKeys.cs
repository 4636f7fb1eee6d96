using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys under x-anycast.ospf.</summary>
internal static class OspfKeys
{
    /// <summary>
    /// LSInfinity is 0xffffff and LSInfinity - 1 is what a drain announces (RFC 2328 B); one less is ours.
    /// </summary>
    public const int MaxMetric = 16_777_213;

    /// <summary>A link in a router-LSA has 16 bits, and 65535 means unreachable (RFC 6987).</summary>
    public const int MaxStubMetric = 65_533;

    private const string Learnt = "learnt from the first Hello heard";

    private static readonly OspfConfig Defaults = new();
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static readonly TextKey Area = new(
        "area", "The OSPF area, as the host's router names it.", "an area: a number or a dotted quad", "0")
    {
        Default = Learnt,
        MayBeNumber = true,
        Check = text => AreaId.TryParse(text, out _) ? null : $"'{text}' is not an area",
        Pattern = @"^\d+$|^(\d{1,3}\.){3}\d{1,3}$",
    };

    public static readonly ChoiceKey<NetworkType> NetworkType = new(
        "network-type",
        "How the host's router treats the bridge. On `broadcast` Perch never becomes designated router.",
        [("broadcast", Model.Config.NetworkType.Broadcast), ("point-to-point", Model.Config.NetworkType.PointToPoint)])
    {
        Default = Learnt,
    };

    public static readonly DurationKey Hello = new(
        "hello", "HelloInterval; the same as the host's router.", Second, TimeSpan.FromSeconds(65_535))
    {
        Default = Learnt,
        Source = "RFC 2328 C.3",
        Example = "10s",
        WholeSeconds = true,
    };

    public static readonly DurationKey Dead = new(
        "dead",
        "RouterDeadInterval; the same as the host's router, and longer than `hello`.",
        2 * Second,
        TimeSpan.FromDays(365))
    {
        Default = Learnt,
        Source = "RFC 2328 C.3",
        Example = "40s",
        WholeSeconds = true,
    };

    public static readonly TextKey RouterId = new(
        "router-id", "The speaker's own Router ID; no other router may have it.", "a dotted quad", "10.0.0.54")
    {
        Default = "the address of the interface",
        Check = Router,
        Pattern = @"^(\d{1,3}\.){3}\d{1,3}$",
    };

    public static readonly TextKey HostRouterId = new(
        "host-router-id",
        "The Router ID of the host's router. Where it is known the adjacency is Full within milliseconds.",
        "a dotted quad",
        "10.99.1.2")
    {
        Default = "learnt, and remembered for the next start",
        Check = Router,
        Pattern = @"^(\d{1,3}\.){3}\d{1,3}$",
    };

    public static readonly ChoiceKey<AnnounceAs> AnnounceAs = new(
        "announce-as",
        "Which LSA carries the addresses: `external-*` an AS-external-LSA, `nssa-*` an NSSA-LSA, `stub-link` a link in "
        + "the router-LSA.",
        [
            ("external-1", Model.Config.AnnounceAs.External1),
            ("external-2", Model.Config.AnnounceAs.External2),
            ("nssa-1", Model.Config.AnnounceAs.Nssa1),
            ("nssa-2", Model.Config.AnnounceAs.Nssa2),
            ("stub-link", Model.Config.AnnounceAs.StubLink),
        ])
    {
        Default = "follows the area: external-1, in an NSSA nssa-1, in a stub area stub-link",
    };

    public static readonly NumberKey Metric = new(
        "metric", $"The cost of the addresses; as a `stub-link` at most {MaxStubMetric}.", 1, MaxMetric)
    {
        Example = "10",
        Default = $"{Defaults.Metric}",
    };

    public static readonly NumberKey Tag = new(
        "tag", "External route tag (RFC 2328 A.4.5), for filters on other routers.", 0, uint.MaxValue)
    {
        Example = "0",
        Default = $"{Defaults.Tag}",
    };

    public static readonly FlagKey MtuIgnore = new(
        "mtu-ignore", "Goes on although the host's router has another MTU on the bridge.")
    {
        Default = "false",
    };

    public static readonly NumberKey InstanceId = new(
        "instance-id", "Instance ID of OSPFv3; the same as the host's router.", 0, byte.MaxValue)
    {
        Example = "0",
        Default = $"{Defaults.InstanceId}",
        Source = "RFC 5340 2.4",
    };

    public static readonly FlagKey TtlSecurity = new(
        "ttl-security",
        "Sends with TTL or hop limit 255 and accepts nothing else (RFC 5082): nobody beyond the bridge can be heard. "
        + "The host's router must do the same: `ttl security yes` in BIRD.")
    {
        Default = "false",
    };

    public static readonly SectionsKey Keys = new(
        "keys", "Keys by which packets are authenticated, in OSPFv2 and OSPFv3.", AuthenticationKeys.Item)
    {
        Default = "packets are not authenticated",
    };

    public static readonly FlagKey ExtendedSequence = new(
        "extended-sequence",
        "OSPFv2: sequence numbers of 64 bits, AuType 3 (RFC 7474), which neither BIRD nor FRR speaks.")
    {
        Default = "false",
    };

    public static readonly ListKey Networks = new(
        "networks",
        "Compose networks of the service on which it speaks OSPF.",
        new TextKey("network", "One network.", "the name of a network of this service", "default"))
    {
        Default = "all networks of the service",
    };

    public static readonly IReadOnlyList<Key> All =
    [
        Area, NetworkType, Hello, Dead, RouterId, HostRouterId, AnnounceAs, Metric, Tag, MtuIgnore, InstanceId,
        TtlSecurity, Keys, ExtendedSequence, Networks,
    ];

    private static string? Router(string text) =>
        !Model.RouterId.TryParse(text, out var id) ? $"'{text}' is not a dotted quad"
        : id == Model.RouterId.None ? "0.0.0.0 names no router"
        : null;
}
