using System.Globalization;
using System.Text.RegularExpressions;
using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>Speakers and routers that end and come back.</summary>
public sealed partial class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_restart_after_a_flush_is_announced_again(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig());
        using var service = pod.Speaker.Serve();
        for (var round = 0; round < 3; round++)
        {
            await pod.IsRouted();
            pod.Speaker.Signal("TERM");
            pod.Speaker.WaitForExit();
            await pod.IsWithdrawn();
            pod.Speaker.Start();
        }

        await pod.IsRouted();
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_crash_and_a_restart_end_well(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Speaker.Signal("KILL");
        pod.Speaker.WaitForExit();
        pod.Speaker.Start();
        await pod.IsRouted();
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 10, Token), $"{pod.Speaker}");
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task The_host_router_may_restart(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Router.Stop();
        pod.Router.Start(new HostSetup());
        Assert.True(
            await Command.Eventually(() => pod.Speaker.Log.Count(line => IsFull().IsMatch(line)) == 2, 20, Token));
        await pod.IsRouted();
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird", false)]
    [InlineData("bird", true)]
    [InlineData("frr", false)]
    [InlineData("frr", true)]
    public async Task A_router_that_is_named_is_full_at_once(string kind, bool pointToPoint)
    {
        var type = pointToPoint ? NetworkType.PointToPoint : NetworkType.Broadcast;
        var timers = new OspfConfig
        {
            Hello = TimeSpan.FromSeconds(1),
            Dead = TimeSpan.FromSeconds(4),
            NetworkType = type,
            HostRouterId = "192.0.2.1",
        };
        using var wiring = new Wiring(bridged: !pointToPoint);
        var pod = wiring.AddPod(Pod.Address + "/24", [SpeakerProcess.Anycast]);
        using var router = HostRouter.Start(kind, wiring, new HostSetup { PointToPoint = pointToPoint });
        Assert.True(await Command.Eventually(() => router.IsReady(), 40, Token), $"{router}");

        // A fresh BIRD describes nothing before it has originated its own router-LSA, at one of its ticks of 1 s.
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        using var speaker = new SpeakerProcess(wiring, pod, timers).Start();
        Assert.True(await Command.Eventually(speaker.IsFull, 10, Token), $"{speaker}\n{router}");
        Assert.InRange(FullAfter(speaker), 0, SpeakerProcess.MillisecondsToFull);
    }

    /// <summary>Milliseconds from the first sign of the router to Full, as the speaker says it.</summary>
    private static int FullAfter(SpeakerProcess speaker)
    {
        var line = speaker.Log.Last(said => IsFull().IsMatch(said));
        return int.Parse(IsFull().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("is Full after ([0-9]+) ms")]
    private static partial Regex IsFull();
}
