using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>Interfaces on which IPv6 is not as it should be.</summary>
public sealed class Ipv6LinkTests
{
    private static readonly HostSetup Six = new() { Ipv4 = false, Ipv6 = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [InteropFact]
    public async Task IPv6_that_is_switched_off_is_named_and_spoken_again_when_it_is_back()
    {
        using var pod = new Pod("bird", new HostSetup { Ipv6 = true }, new OspfConfig());
        using var service = pod.Speaker.Serve();
        await pod.IsRouted();
        Disable(pod, "1");
        await pod.Says("eth0", "net.ipv6.conf.eth0.disable_ipv6 is 1", "net.ipv6.conf.all.disable_ipv6=0");
        Assert.True(pod.IsRoutedTo(SpeakerProcess.Anycast));
        Disable(pod, "0");
        await pod.IsRouted();
        Assert.True(
            await Command.Eventually(() => pod.Speaker.WholeStatus()?.Reasons.Count == 0, 10, Token),
            $"{pod.Speaker}");
        service.Kill();
    }

    [InteropFact]
    public async Task A_link_local_address_of_another_machine_is_named()
    {
        using var pod = new Pod("bird", Six, new OspfConfig());
        Command.Run("ip", "-n", pod.Wiring.Host, "address", "add", "fe80::1/64", "dev", "br0", "nodad");
        Command.Run("ip", "-n", pod.Namespace, "link", "set", "eth0", "addrgenmode", "none");
        Command.Run("ip", "-6", "-n", pod.Namespace, "address", "flush", "dev", "eth0");
        Command.Run("ip", "-n", pod.Namespace, "address", "add", "fe80::1/64", "dev", "eth0");
        await pod.Says("fe80::1 on eth0 is another machine's too", "MAC address");
        Command.Run("ip", "-n", pod.Namespace, "address", "add", "fe80::54/64", "dev", "eth0");
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 20, Token), $"{pod.Speaker}\n{pod.Router}");
    }

    [InteropTheory]
    [InlineData("bird")]
    [InlineData("frr")]
    public async Task Another_mtu_is_named(string kind)
    {
        using var pod = new Pod(kind, Six, new OspfConfig(), mtu: 1400);
        await pod.Says("has MTU 1500, eth0 has 1400");
        Assert.False(pod.Speaker.IsFull());
        Command.Run("ip", "-n", pod.Namespace, "link", "set", "eth0", "mtu", "1500");
        Assert.True(await Command.Eventually(pod.Speaker.IsFull, 15, Token), $"{pod.Speaker}\n{pod.Router}");
    }

    private static void Disable(Pod pod, string value) => Command.Run(
        "nsenter", $"--net=/run/netns/{pod.Namespace}", "sh", "-c",
        $"echo {value} >/proc/sys/net/ipv6/conf/eth0/disable_ipv6");
}
