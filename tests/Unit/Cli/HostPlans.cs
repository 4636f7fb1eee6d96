using Perch.Cli.HostRouter;
using Perch.Model;
using Perch.Model.Config;

namespace Perch.Tests.Unit.Cli;

/// <summary>What a host's router may have to be told.</summary>
internal static class HostPlans
{
    private static readonly DateTimeOffset NewYear = new(2027, 1, 1, 1, 0, 0, TimeSpan.FromHours(1));

    public static readonly HostPlan OfV4 = new()
    {
        Project = "dns",
        Addresses = [Prefix("172.22.76.109"), Prefix("172.22.76.110")],
        Bridges =
        [
            new HostBridge
            {
                Network = "dns_default",
                Interface = "br-pods",
                Subnet = "172.18.3.0/24",
                Source = "as the engine has it",
                Ospf = new OspfConfig(),
            },
        ],
    };

    public static readonly HostPlan OfV6 = OfV4 with
    {
        Addresses = [Prefix("fdbc:f9dc:67ad:2547::54")],
        Bridges = [OfV4.Bridges[0] with { Versions = [3] }],
    };

    /// <summary>Both families, on one bridge with a rollover and on another one with a single key.</summary>
    public static readonly HostPlan Dual = OfV4 with
    {
        Addresses = [Prefix("172.22.76.109"), Prefix("fdbc:f9dc:67ad:2547::54"), Prefix("fdbc:f9dc:67ad:2547::55")],
        Bridges =
        [
            OfV4.Bridges[0] with { Versions = [2, 3], Ospf = Rollover },
            OfV4.Bridges[0] with
            {
                Network = "dns_second",
                Interface = "br-second",
                Subnet = "172.18.4.0/24",
                Versions = [2, 3],
                Ospf = Keys(Key("old", 1, AuthenticationAlgorithm.Simple), Key("ospf-key", 7) with { Version = 3 }),
            },
        ],
    };

    /// <summary>Every algorithm that OSPFv2 and OSPFv3 share, on one bridge.</summary>
    public static readonly HostPlan EveryAlgorithm = Dual with
    {
        Bridges =
        [
            Dual.Bridges[0] with
            {
                Ospf = Keys(
                    Key("a", 1, AuthenticationAlgorithm.HmacSha1), Key("b", 2, AuthenticationAlgorithm.HmacSha384),
                    Key("c", 3, AuthenticationAlgorithm.HmacSha512), Key("d", 4, AuthenticationAlgorithm.Md5)),
            },
        ],
    };

    private static OspfConfig Rollover => Keys(
        Key("ospf-md5", 1, AuthenticationAlgorithm.Md5) with { Version = 2 },
        Key("ospf-2026", 2) with { Version = 3, SendUntil = NewYear },
        Key("ospf-2027", 3) with { Version = 3, SendFrom = NewYear, AcceptFrom = NewYear.AddDays(-1) }) with
    {
        InstanceId = 4,
        TtlSecurity = true,
    };

    private static OspfConfig Keys(params KeyConfig[] keys) =>
        new() { Authentication = new AuthenticationConfig { Keys = keys } };

    private static KeyConfig Key(
        string secret, int id, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacSha256) =>
        new() { SecretFile = "/etc/perch/keys/" + secret, Id = id, Algorithm = algorithm };

    private static AnycastPrefix Prefix(string text) =>
        AnycastPrefix.TryParse(text, out var prefix, out _) ? prefix : default;
}
