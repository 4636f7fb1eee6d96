using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Routing.Ospf;
using Perch.Speaker;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker;

public sealed class GatesTests : IDisposable
{
    private readonly Loop _loop = new();
    private Gates? _gates;

    public void Dispose()
    {
        _gates?.Dispose();
        _loop.Dispose();
    }

    [Fact]
    public void Families_that_stand_together_have_one_gate_for_all_addresses()
    {
        var gates = Start(Families.Together);
        Assert.Equal([2], gates.All.Select(gate => gate.Prefixes.Count));
        gates.Tell([Bound("172.22.76.109/32"), new AddressStatus("fd42::53/128", null)]);
        Assert.Equal("not announced: fd42::53/128 is bound to no interface of the pod", gates.Why(default));
    }

    [Fact]
    public void Each_family_for_itself_is_judged_by_its_own_addresses()
    {
        var gates = Start(Families.Each);
        gates.Tell([Bound("172.22.76.109/32"), new AddressStatus("fd42::53/128", null)]);
        Assert.Equal([Verdict.Announced, Verdict.Withdrawn], gates.All.Select(gate => gate.Verdict));
        Assert.Equal(["IPv4", "IPv6"], gates.All.Select(gate => gate.Status(default).Family));
        Assert.Equal(
            "IPv4: announced: every required socket listens; "
                + "IPv6: not announced: fd42::53/128 is bound to no interface of the pod",
            gates.Why(default));
    }

    [Fact]
    public void A_service_of_one_family_has_one_gate_without_a_name()
    {
        var gates = Start(Families.Each, "fd42::53");
        Assert.Null(Assert.Single(gates.All).Status(default).Family);
    }

    [Fact]
    public void A_drain_concerns_both_families_and_is_over_when_both_are_withdrawn()
    {
        var gates = Start(Families.Each);
        gates.Tell([Bound("172.22.76.109/32"), Bound("fd42::53/128")]);
        Assert.All(gates.All, gate => Assert.Equal(Verdict.Announced, gate.Verdict));
        var drained = 0;
        gates.Drained += () => drained++;

        gates.Tell(new GateEvent.DrainRequested());
        Assert.Equal(1, drained);
        Assert.All(gates.All, gate => Assert.Equal(Verdict.Withdrawn, gate.Verdict));
        Assert.StartsWith("drained on request", gates.Why(default), StringComparison.Ordinal);

        gates.Tell(new GateEvent.UndrainRequested());
        Assert.All(gates.All, gate => Assert.Equal(Verdict.Announced, gate.Verdict));
    }

    private static AddressStatus Bound(string address) => new(address, "lo");

    /// <summary>A service without probes, whose one look passes by itself.</summary>
    private Gates Start(Families families, params string[] addresses)
    {
        addresses = addresses.Length > 0 ? addresses : ["172.22.76.109", "fd42::53"];
        var plan = new SpeakerPlan
        {
            Config = new SpeakerConfig
            {
                Pod = "dns",
                Addresses = addresses,
                Families = families,
                Health = new HealthConfig { Rise = 1, HoldDown = TimeSpan.Zero },
                Drain = new DrainConfig { Deprefer = TimeSpan.Zero },
            },
            Prefixes = [.. addresses.Select(Interfaces.Links.Anycast)],
            Ospf = new OspfSettings(),
            Subnets = [],
        };
        _gates = new Gates(plan, _loop, new Log(Severity.Warning + 1));
        _gates.Tell(new GateEvent.Started(Drained: false));
        return _gates;
    }
}
