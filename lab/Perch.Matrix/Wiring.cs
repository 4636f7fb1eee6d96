using Perch.Lab;

namespace Perch.Matrix;

/// <summary>Two machines on one link: a host with a router, and a pod with a speaker and a service.</summary>
internal sealed class Wiring : IAsyncDisposable
{
    public const string Interface = "br0";
    public const string Pod4 = "172.30.9.54";
    public const string Anycast4 = "10.200.0.53";
    public const string Anycast6 = "fd42:200::53";
    public const string Secret = "perch-matrix-key";
    public const string RouterId = "192.0.2.1";

    /// <summary>Of the router's interface.</summary>
    public const int LinkCost = 7;

    public const int AnnouncedMetric = 10;

    private Wiring(Machine host, Machine pod) => (Host, Pod) = (host, pod);

    public Machine Host { get; }

    public Machine Pod { get; }

    /// <summary>The next hop that a route to the pod must have.</summary>
    public string PodLinkLocal { get; private set; } = "";

    public static async Task<Wiring> BuildAsync(LabFolder lab, int number, Cell cell, CancellationToken token)
    {
        var host = await Machine.StartAsync(
            lab, $"host{number}", new MachineOptions { Debian = cell.Router.Debian }, token);
        var pod = await Machine.StartAsync(
            lab, $"pod{number}", new MachineOptions { Folders = [Programs.Folder] }, token);
        var wiring = new Wiring(host, pod);
        await Machine.CableAsync(
            new CableEnd(host, Interface, "172.30.9.1/24"), new CableEnd(pod, "eth0", $"{Pod4}/24"), token);
        await host.DoAsync($"ip address add fd30:9::1/64 dev {Interface} nodad", token);
        await pod.DoAsync(
            $"ip address add fd30:9::54/64 dev eth0 nodad; ip address add {Anycast4}/32 dev lo; "
            + $"ip address add {Anycast6}/128 dev lo", token);
        await pod.WriteAsync("/root/key", Secret, token);
        wiring.PodLinkLocal = (await Until.SeenAsync(
            "link-local address of the pod",
            TimeSpan.FromSeconds(5),
            t => pod.DoAsync("ip -6 -o address show dev eth0 scope link -tentative | grep -o 'fe80[^/]*' || true", t),
            text => text.Length > 0,
            token)).Value.Trim();
        return wiring;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Pod.DisposeAsync();
    }
}
