using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>A prefix comes and goes at a real router with the service behind it.</summary>
public sealed class AnnounceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird", false, "E1", "(150/20)")]
    [InlineData("bird", true, "E1", "(150/20)")]
    [InlineData("frr", false, "metric 20", "172.30.9.54")]
    [InlineData("frr", true, "metric 20", "172.30.9.54")]
    public async Task A_route_follows_the_service(string kind, bool pointToPoint, string what, string more)
    {
        using var pod = new Pod(kind, new HostSetup { PointToPoint = pointToPoint }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await pod.IsRoutedAs(what);
        await pod.IsRoutedAs(more);
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        service.Kill();
        await pod.IsWithdrawn();
        Assert.True(pod.Speaker.IsFull(), $"{pod.Speaker}");
        using var again = pod.Speaker.Serve();
        await pod.IsRouted();
        again.Kill();
    }

    [InteropTheory]
    [InlineData("bird", AnnounceAs.External2, false, "E2")]
    [InlineData("bird", AnnounceAs.StubLink, false, "I ")]
    [InlineData("bird", AnnounceAs.Nssa1, true, "E1")]
    [InlineData("bird", AnnounceAs.Nssa2, true, "E2")]
    [InlineData("frr", AnnounceAs.External2, false, "metric 10")]
    [InlineData("frr", AnnounceAs.StubLink, false, "metric 20")]
    [InlineData("frr", AnnounceAs.Nssa1, true, "metric 20")]
    [InlineData("frr", AnnounceAs.Nssa2, true, "metric 10")]
    public async Task Each_form_of_announcement_is_installed(string kind, AnnounceAs form, bool nssa, string what)
    {
        var setup = new HostSetup { Nssa = nssa, Area = nssa ? "1" : "0" };
        using var pod = new Pod(kind, setup, new OspfConfig { AnnounceAs = form });
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await pod.IsRoutedAs(what);
        service.Kill();
        await pod.IsWithdrawn();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Five_thousand_foreign_routes_do_not_matter(string kind)
    {
        using var pod = new Pod(kind, new HostSetup { ForeignRoutes = 5000 }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await Task.Delay(TimeSpan.FromSeconds(8), Token);
        Assert.True(pod.Speaker.IsFull());
        Assert.Empty(pod.Speaker.Status()!.Reasons);
        service.Kill();
    }

    [InteropFact]
    public async Task Tcpdump_finds_nothing_wrong_with_what_is_sent()
    {
        var seen = new List<string>();
        using var wiring = new Wiring();
        var pod = wiring.AddPod("172.30.9.54/24", [SpeakerProcess.Anycast]);
        using var dump = Command.Start(
            line => { lock (seen) { seen.Add(line); } },
            "nsenter", $"--net=/run/netns/{pod}",
            "tcpdump", "-l", "-n", "-vv", "-i", "eth0", "-Q", "out", "ip proto 89");
        using var router = HostRouter.Start("bird", wiring, new HostSetup());
        using var speaker = new SpeakerProcess(wiring, pod, new OspfConfig()).Start();
        using var service = speaker.Serve();
        bool IsRouted() => wiring.NextHop(SpeakerProcess.Anycast) is not null;
        Assert.True(await Command.Eventually(IsRouted, 15, Token), $"{speaker}");
        service.Kill();
        speaker.Signal("TERM");
        speaker.WaitForExit();
        dump.Kill();
        dump.WaitForExit();
        var text = string.Join('\n', seen);
        foreach (var kind in new[] { "Hello", "Database Description", "LS-Update", "LS-Ack" })
        {
            Assert.Contains(kind, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("bad", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("invalid", text, StringComparison.OrdinalIgnoreCase);
    }
}
