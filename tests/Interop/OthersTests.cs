using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Tests.Interop;

/// <summary>Pods that announce the same addresses know of each other, through a real router, both versions.</summary>
public sealed class OthersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task The_last_one_is_not_drained_and_one_of_two_is(string kind)
    {
        var setup = new HostSetup { Ipv6 = true, ForeignRoutes = kind == "bird" ? 5000 : 0 };
        using var pod = new Pod(kind, setup, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        await Sees(pod, pod.Speaker, others: 0, left: 0);
        IsRefused(pod.Speaker, "no other router announces");

        using var twin = pod.AddTwin("172.30.9.55").Start();
        using var again = twin.Serve();
        await Sees(pod, pod.Speaker, others: 1, left: 0);
        await Sees(pod, twin, others: 1, left: 0);

        twin.Signal("KILL");
        twin.WaitForExit();
        await Sees(pod, pod.Speaker, others: 0, left: 1);
        IsRefused(pod.Speaker, "no other router announces");

        twin.Start();
        await Sees(pod, pod.Speaker, others: 1, left: 0);
        Assert.Equal(0, pod.Speaker.TryAsk("drain").Code);
        await Sees(pod, twin, others: 0, left: 0);
        IsRefused(twin, "no other router announces");
        Assert.Equal(0, twin.TryAsk("drain", "--force").Code);
        await pod.IsWithdrawn();
        service.Kill();
        again.Kill();
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task In_an_nssa_it_cannot_be_known(string kind)
    {
        var setup = new HostSetup { Nssa = true, Area = "1" };
        using var pod = new Pod(kind, setup, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        IsRefused(pod.Speaker, "cannot be known (area 0.0.0.1 is an NSSA");
        service.Kill();
    }

    private static void IsRefused(SpeakerProcess speaker, string why)
    {
        var (code, said) = speaker.TryAsk("drain");
        Assert.Equal(5, code);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    private static async Task Sees(Pod pod, SpeakerProcess speaker, int others, int left) => Assert.True(
        await Command.Eventually(
            () => speaker.WholeStatus()?.Addresses is { Count: > 0 } all && all.All(address =>
                address.Knowledge is Knowledge.Complete
                && (address.AlsoAnnouncedBy.Count, address.LeftBehindBy.Count) == (others, left)),
            25,
            Token),
        $"not {others} others and {left} left behind\n{speaker}\n{pod.Router}\n"
            + pod.Router.Database() + pod.Router.Database(ipv6: true));
}
