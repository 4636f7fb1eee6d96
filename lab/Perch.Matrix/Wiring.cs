using Perch.Lab;

namespace Perch.Matrix;

/// <summary>Machines in a row: a pod with a speaker and a service, a host with a router, and where that is an area
/// border router, another one in the backbone.</summary>
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

    /// <summary>Of the backbone's link.</summary>
    public const int UplinkCost = 5;

    public const int AnnouncedMetric = 10;

    public const string Uplink = "uplink";

    /// <summary>The host's, on the backbone's link.</summary>
    public const string Uplink4 = "172.30.8.1";

    private Wiring(Machine host, Machine pod) => (Host, Pod) = (host, pod);

    public Machine Host { get; }

    public Machine Pod { get; }

    /// <summary>Null where the host is the only router.</summary>
    public Machine? Backbone { get; private set; }

    public string PodLinkLocal { get; private set; } = "";

    public string UplinkLinkLocal { get; private set; } = "";

    public static async Task<Wiring> BuildAsync(LabFolder lab, int number, Cell cell, CancellationToken token)
    {
        var host = await Machine.StartAsync(
            lab, $"host{number}", new MachineOptions { Debian = cell.Router.Debian }, token);
        var pod = await Machine.StartAsync(
            lab, $"pod{number}", new MachineOptions { Folders = [Programs.Folder] }, token);
        var wiring = new Wiring(host, pod);
        await Machine.CableAsync(
            new CableEnd(host, Interface, "172.30.9.1/24"), new CableEnd(pod, "eth0", $"{Pod4}/24"), token);
        await pod.DoAsync(
            $"ip address add {Anycast4}/32 dev lo; ip address add {Anycast6}/128 dev lo", token);
        await pod.WriteAsync("/root/key", Secret, token);
        wiring.PodLinkLocal = await LinkLocalAsync(pod, "eth0", token);
        if (cell.IsBehindBorder)
        {
            wiring.Backbone = await Machine.StartAsync(
                lab, $"backbone{number}", new MachineOptions { Debian = cell.Router.Debian }, token);
            await Machine.CableAsync(
                new CableEnd(host, Uplink, $"{Uplink4}/24"), new CableEnd(wiring.Backbone, Uplink, "172.30.8.2/24"),
                token);
            wiring.UplinkLinkLocal = await LinkLocalAsync(host, Uplink, token);
        }

        return wiring;
    }

    private static async Task<string> LinkLocalAsync(Machine machine, string name, CancellationToken token) =>
        (await Until.SeenAsync(
            $"link-local address of {machine.Name}",
            TimeSpan.FromSeconds(5),
            t => machine.DoAsync(
                $"ip -6 -o address show dev {name} scope link -tentative | grep -o 'fe80[^/]*' || true", t),
            text => text.Length > 0,
            token)).Value.Trim();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Pod.DisposeAsync();
        if (Backbone is not null)
        {
            await Backbone.DisposeAsync();
        }
    }
}
