using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>Speakers and routers of OSPFv3 that end and come back.</summary>
public sealed class Ipv6RestartTests
{
    private static readonly HostSetup Six = new() { Ipv4 = false, Ipv6 = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_restart_after_a_flush_is_announced_again_and_a_crash_too(string kind)
    {
        using var pod = new Pod(kind, Six, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Speaker.Signal("TERM");
        pod.Speaker.WaitForExit();
        await pod.IsWithdrawn();
        pod.Speaker.Start();
        await pod.IsRouted();
        pod.Speaker.Signal("KILL");
        pod.Speaker.WaitForExit();
        pod.Speaker.Start();
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
        await pod.IsRouted();
        service.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_speaker_that_was_killed_is_gone_after_the_dead_interval(string kind)
    {
        using var pod = new Pod(kind, Six, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Speaker.Signal("KILL");
        pod.Speaker.WaitForExit();
        await pod.IsWithdrawn();
        service.Kill();
    }

    /// <summary>ospf6d goes on to list what was flushed, its own network-LSA too, with the age of 3600: MaxAge, which
    /// no route is computed from.</summary>
    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task A_speaker_that_leaves_leaves_nothing_valid_in_the_database(string kind)
    {
        using var pod = new Pod(kind, Six, new OspfConfig { RouterId = "10.9.9.9" });
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        Assert.True(HasOurs(), pod.Router.Database(ipv6: true));
        pod.Speaker.Signal("TERM");
        pod.Speaker.WaitForExit();
        Assert.True(
            await Command.Eventually(() => !HasOurs(), 20, Token),
            $"{pod.Speaker}\n{pod.Router.Database(ipv6: true)}");
        service.Kill();

        bool HasOurs() => pod.Router.Database(ipv6: true).Split('\n').Any(line =>
            line.Contains("10.9.9.9", StringComparison.Ordinal) && !line.Contains(" 3600 ", StringComparison.Ordinal));
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task The_host_router_may_restart(string kind)
    {
        using var pod = new Pod(kind, Six, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        pod.Router.Stop();
        pod.Router.Start(Six);
        bool IsFullAgain() =>
            pod.Speaker.Log.Count(line => line.Contains("is Full after", StringComparison.Ordinal)) == 2;
        Assert.True(await Command.Eventually(IsFullAgain, 25, Token), $"{pod.Speaker}\n{pod.Router}");
        await pod.IsRouted();
        service.Kill();
    }
}
