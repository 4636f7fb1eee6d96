using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Tests.Interop;

/// <summary>A speaker that is replaced on purpose, in both versions of OSPF at once.</summary>
[Collection("namespaces")]
public sealed class HandOverTests
{
    private static readonly HostSetup Both = new() { Ipv6 = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>BIRD computes routes at its ticks, and misses nothing of a speaker that is Full again in milliseconds.
    /// FRR computes them at once. A speaker that has to be compiled first is Full too late on a busy machine, and then
    /// BIRD waits 5 s (MinLSInterval) before it says that the link is back.</summary>
    private static TimeSpan LongestGap(string kind) => TimeSpan.FromMilliseconds(
        !SpeakerProcess.IsNative ? 8000 : kind == "bird" ? 0 : 150);

    [InteropTheory]
    [InlineData("bird", false)]
    [InlineData("bird", true)]
    [InlineData("frr", false)]
    [InlineData("frr", true)]
    public async Task A_successor_takes_over_without_a_gap(string kind, bool pointToPoint)
    {
        using var pod = new Pod(kind, Both with { PointToPoint = pointToPoint }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        using var watch = new RouteWatch(pod.Wiring);
        pod.Speaker.Ask("handover");
        pod.Speaker.WaitForExit();
        pod.Speaker.Start();
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 5, Token), $"{pod.Speaker}\n{pod.Router}");
        Assert.True(
            await Command.Eventually(() => HandOver(pod) is { State: HandOverState.TakenOver }, 5, Token),
            $"{pod.Speaker}");
        Assert.Contains(pod.Speaker.Log, line => line.Contains("took over: the service", StringComparison.Ordinal));

        // Longer than the dead interval: the routers would have forgotten the first one.
        await Task.Delay(TimeSpan.FromSeconds(6), Token);
        Assert.True(pod.HasRoute, $"{pod.Speaker}\n{pod.Router}");
        foreach (var anycast in pod.Speaker.Addresses)
        {
            var gap = watch.Gap(anycast);
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind} {anycast}: {gap.TotalMilliseconds} ms");
            Assert.True(gap <= LongestGap(kind), $"{gap}\n{watch}\n{pod.Speaker}");
        }

        service.Kill();
    }

    /// <summary>It answers nothing: the routes stay for the lease and no longer.</summary>
    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_successor_that_proves_nothing_in_time_withdraws(string kind)
    {
        var slow = new HealthConfig
        {
            Rise = 100,
            Lease = TimeSpan.FromSeconds(2),
            Probes = [new TcpProbeConfig { Port = 8080 }],
        };
        var config = (SpeakerConfig given) => given;
        using var pod = new Pod(kind, Both, new OspfConfig(), more: given => config(given));
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        config = given => given with { Health = slow };
        pod.Speaker.Ask("handover");
        pod.Speaker.WaitForExit();
        Assert.True(pod.HasRoute);
        pod.Speaker.Start();
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 5, Token), $"{pod.Speaker}\n{pod.Router}");
        await pod.IsWithdrawn();
        Assert.Equal(HandOverState.Withdrawn, HandOver(pod)!.State);
        Assert.True(pod.Speaker.HasReason("the hand-over failed", "within 2 s"), $"{pod.Speaker}");
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_successor_that_finds_the_service_dead_withdraws_at_once(string kind)
    {
        using var pod = new Pod(kind, Both, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        pod.Speaker.Ask("handover");
        pod.Speaker.WaitForExit();
        service.Kill();
        pod.Speaker.Start();
        await pod.IsWithdrawn();
        Assert.True(pod.Speaker.HasReason("the hand-over failed", "nothing listens on tcp/8080"), $"{pod.Speaker}");

        // What was handed over is used up: a speaker that is killed now is not covered for.
        using var again = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Speaker.Signal("KILL");
        pod.Speaker.WaitForExit();
        pod.Speaker.Start();
        await pod.IsRouted();
        Assert.Null(HandOver(pod));
        again.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Without_a_successor_the_routes_go_with_the_dead_interval(string kind)
    {
        using var pod = new Pod(kind, Both, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Speaker.Ask("handover");
        pod.Speaker.WaitForExit();
        await pod.IsWithdrawn();

        // Much too late, it begins like any other.
        pod.Speaker.Start();
        await pod.IsRouted();
        Assert.Null(HandOver(pod));
        service.Kill();
    }

    private static HandOverStatus? HandOver(Pod pod) => pod.Speaker.WholeStatus()?.HandOver;
}
