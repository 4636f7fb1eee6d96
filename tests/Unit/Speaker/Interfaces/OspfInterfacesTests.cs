using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Routing.Ospf;
using Perch.Speaker;
using Perch.Speaker.Config;
using Perch.Speaker.Interfaces;
using static Perch.Tests.Unit.Speaker.Interfaces.Links;

namespace Perch.Tests.Unit.Speaker.Interfaces;

/// <summary>Which interfaces are complained of. Those of these tests do not exist, so that none gets a
/// socket.</summary>
public sealed class OspfInterfacesTests : IDisposable
{
    private static readonly NetworkLink WithBoth = Link("perch-b", "172.18.3.54/24", "fe80::54/64");
    private static readonly NetworkLink WithIpv4 = Link("perch-4", "172.18.4.54/24") with { Index = 8 };
    private static readonly NetworkLink WithIpv6 = Link("perch-6", "fe80::55/64") with { Index = 9 };

    private readonly Loop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void An_interface_without_a_family_that_nobody_speaks_is_named()
    {
        Assert.Contains("no link-local IPv6 address", Assert.Single(Lacks([], WithIpv4)), StringComparison.Ordinal);
        Assert.Contains("has no IPv4 address", Assert.Single(Lacks([], WithIpv6)), StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_another_that_speaks_the_family_it_is_not() =>
        Assert.Empty(Lacks([], WithBoth, WithIpv4, WithIpv6));

    [Fact]
    public void Unless_the_operator_has_named_its_network()
    {
        var lack = Assert.Single(Lacks(["0.0.0.0/0"], WithBoth, WithIpv4, WithIpv6));
        Assert.StartsWith("perch-4 has no link-local", lack, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_address_the_network_is_asked_for() =>
        Assert.StartsWith("no interface but lo", Assert.Single(Lacks([], Link("lo", "127.0.0.1/8"))),
            StringComparison.Ordinal);

    /// <summary>All reasons but that the sockets cannot be opened.</summary>
    private List<string> Lacks(string[] subnets, params NetworkLink[] links)
    {
        var plan = new SpeakerPlan
        {
            Config = new SpeakerConfig { Pod = "dns", Addresses = [] },
            Prefixes = [Anycast("10.0.0.53"), Anycast("fd42::53")],
            Ospf = new OspfSettings(),
            Subnets = [.. subnets.Select(text => Subnet.TryParse(text, out var subnet) ? subnet : default)],
        };
        using var interfaces = new OspfInterfaces(plan, _loop, new Log(Severity.Warning + 1));
        interfaces.Update(links);
        return [.. interfaces.Reasons.Where(reason => !reason.Contains("speaks no OSPF", StringComparison.Ordinal))];
    }
}
