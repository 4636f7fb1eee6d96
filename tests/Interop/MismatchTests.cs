using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>What does not fit between a speaker and a real router is said in words.</summary>
public sealed class MismatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Another_mtu_is_named(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig(), mtu: 1400);
        await pod.Says("has MTU 1500, eth0 has 1400");
        Assert.False(pod.Speaker.IsFull());
        Command.Run("ip", "-n", pod.Namespace, "link", "set", "eth0", "mtu", "1500");
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Ignoring_the_mtu_gets_past_it(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig { MtuIgnore = true }, mtu: 1400);
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Another_area_is_named(string kind)
    {
        using var pod = new Pod(kind, new HostSetup { Area = "1" }, new OspfConfig { Area = "0" });
        await pod.Says("is in area 0.0.0.1, we are in area 0.0.0.0");
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Other_timers_are_named(string kind)
    {
        using var pod = new Pod(kind, new HostSetup(), new OspfConfig { Hello = TimeSpan.FromSeconds(2) });
        await pod.Says("has hello interval 1s, we have 2s");
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Our_router_id_in_the_host_is_named(string kind)
    {
        using var pod = new Pod(kind, new HostSetup { RouterId = Pod.Address }, new OspfConfig());
        await pod.Says("has our router id 172.30.9.54");
    }

    [InteropFact]
    public async Task Silence_is_named()
    {
        using var wiring = new Wiring();
        var pod = wiring.AddPod(Pod.Address + "/24", [SpeakerProcess.Anycast]);
        using var speaker = new SpeakerProcess(wiring, pod, new OspfConfig()).Start();
        Assert.True(
            await Command.Eventually(() => speaker.HasReason("no OSPF router is heard on eth0"), 30, Token),
            $"{speaker}");
    }
}
