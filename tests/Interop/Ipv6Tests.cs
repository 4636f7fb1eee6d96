using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>IPv6 addresses over OSPFv3, alone and beside IPv4.</summary>
public sealed class Ipv6Tests
{
    private static readonly HostSetup Six = new() { Ipv4 = false, Ipv6 = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird", false)]
    [InlineData("bird", true)]
    [InlineData("frr", false)]
    [InlineData("frr", true)]
    public async Task A_route_follows_the_service(string kind, bool pointToPoint)
    {
        using var pod = new Pod(kind, Six with { PointToPoint = pointToPoint }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        service.Kill();
        await pod.IsWithdrawn();
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        using var again = pod.Speaker.Serve();
        await pod.IsRouted();
        again.Kill();
    }

    [InteropTheory]
    [InlineData("bird", AnnounceAs.External2, false, false)]
    [InlineData("bird", AnnounceAs.StubLink, false, false)]
    [InlineData("bird", AnnounceAs.StubLink, false, true)]
    [InlineData("bird", AnnounceAs.Nssa1, true, false)]
    [InlineData("bird", AnnounceAs.Nssa2, true, false)]
    [InlineData("frr", AnnounceAs.External2, false, false)]
    [InlineData("frr", AnnounceAs.StubLink, false, false)]
    [InlineData("frr", AnnounceAs.StubLink, false, true)]
    [InlineData("frr", AnnounceAs.Nssa1, true, false)]
    [InlineData("frr", AnnounceAs.Nssa2, true, false)]
    public async Task Each_form_of_announcement_is_installed(
        string kind, AnnounceAs form, bool nssa, bool pointToPoint)
    {
        var setup = Six with { Nssa = nssa, Area = nssa ? "1" : "0", PointToPoint = pointToPoint };
        using var pod = new Pod(kind, setup, new OspfConfig { AnnounceAs = form });
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        service.Kill();
        await pod.IsWithdrawn();
    }

    /// <summary>On a link with an IPv6 network, an NSSA-LSA names our address in it, and the route to that has to lead
    /// to us too.</summary>
    [InteropTheory]
    [InlineData("bird", AnnounceAs.Nssa1)]
    [InlineData("frr", AnnounceAs.Nssa1)]
    [InlineData("frr", AnnounceAs.Nssa2)]
    public async Task A_forwarding_address_leads_to_the_speaker(string kind, AnnounceAs form)
    {
        var setup = Six with { Nssa = true, Area = "1", Ipv6Network = true };
        using var pod = new Pod(kind, setup, new OspfConfig { AnnounceAs = form });
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        service.Kill();
        await pod.IsWithdrawn();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Both_families_of_one_service_are_routed_and_withdrawn(string kind)
    {
        using var pod = new Pod(kind, new HostSetup { Ipv6 = true }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        Assert.True(
            await Command.Eventually(() => pod.Speaker.WholeStatus()?.Announced == true, 10, Token), $"{pod.Speaker}");
        Assert.Empty(pod.Speaker.WholeStatus()!.Reasons);
        pod.Speaker.Signal("TERM");
        pod.Speaker.WaitForExit();
        await pod.IsWithdrawn();
        service.Kill();
    }

    [InteropFact]
    public async Task Families_that_stand_for_themselves_are_withdrawn_one_by_one()
    {
        using var pod = new Pod(
            "bird", new HostSetup { Ipv6 = true }, new OspfConfig(),
            more: config => config with { Families = Families.Each });
        using var four = pod.Speaker.Serve(SpeakerProcess.Anycast);
        using var six = pod.Speaker.Serve($"[{SpeakerProcess.Anycast6}]");
        await pod.IsRouted();
        six.Kill();
        bool IsGone() => pod.Wiring.NextHop(SpeakerProcess.Anycast6) is null;
        Assert.True(await Command.Eventually(IsGone, 10, Token), $"{pod.Speaker}");
        Assert.True(pod.IsRoutedTo(SpeakerProcess.Anycast));
        await pod.Says("IPv6: withdrawn: nothing listens on tcp/8080 any more");
        four.Kill();
        await pod.IsWithdrawn();
    }
}
