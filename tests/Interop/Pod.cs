using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>One host with one pod on it: a router, a speaker, an address of each family that is announced.</summary>
internal sealed class Pod : IDisposable
{
    public const string Address = "172.30.9.54";

    public const string Address6 = "fd30:9::54";

    private readonly HostSetup _setup;

    public Pod(
        string kind, HostSetup setup, OspfConfig ospf, int mtu = 1500, Func<SpeakerConfig, SpeakerConfig>? more = null,
        string logs = "debug")
    {
        _setup = setup;
        Wiring = new Wiring(bridged: !setup.PointToPoint);
        Namespace = Wiring.AddPod(setup.Ipv4 ? Address + "/24" : null, Anycast, mtu);
        if (setup.Ipv6Network)
        {
            Command.Run(
                "ip", "-n", Wiring.Host, "address", "add", "fd30:9::1/64", "dev", Wiring.Interface, "nodad");
            Command.Run("ip", "-n", Namespace, "address", "add", Address6 + "/64", "dev", "eth0", "nodad");
        }

        Router = HostRouter.Start(kind, Wiring, setup);
        Speaker = new SpeakerProcess(Wiring, Namespace, ospf) { Addresses = Anycast, More = more, Logs = logs }.Start();
    }

    public Wiring Wiring { get; }

    public string Namespace { get; }

    public HostRouter Router { get; }

    public SpeakerProcess Speaker { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Anycast =>
    [
        .. _setup.Ipv4 ? [SpeakerProcess.Anycast] : Array.Empty<string>(),
        .. _setup.Ipv6 ? [SpeakerProcess.Anycast6] : Array.Empty<string>(),
    ];

    /// <summary>Every address of the service has its route.</summary>
    public bool HasRoute => Array.TrueForAll(Anycast, IsRoutedTo);

    public bool IsRoutedTo(string anycast) => Wiring.NextHop(anycast) is { } hop
        && hop == (anycast == SpeakerProcess.Anycast ? Address : Wiring.LinkLocal(Namespace));

    public async Task IsRouted() => Assert.True(
        await Command.Eventually(() => HasRoute, 20, Token),
        $"no route\n{Speaker}\n{Router}\n{string.Concat(Anycast.Select(Seen))}");

    /// <summary>As the router shows it, once it is known who else announces.</summary>
    public async Task IsRoutedAs(string part) => Assert.True(
        await Command.Eventually(
            () => Router.Route(SpeakerProcess.Anycast).Contains(part, StringComparison.Ordinal), 20, Token),
        $"not {part}\n{Speaker}\n{Router.Route(SpeakerProcess.Anycast)}");

    public async Task IsWithdrawn() => Assert.True(
        await Command.Eventually(() => Array.TrueForAll(Anycast, host => Wiring.NextHop(host) is null), 10, Token),
        $"still routed\n{Speaker}\n{Router}\n{string.Concat(Anycast.Select(Seen))}");

    public async Task Says(params string[] parts) => Assert.True(
        await Command.Eventually(() => Speaker.HasReason(parts), 30, Token),
        $"'{string.Join(" … ", parts)}' is not among the reasons\n{Speaker}\n{Router}");

    /// <summary>Another pod of the same service on the same bridge, not started.</summary>
    public SpeakerProcess AddTwin(string address) =>
        new(Wiring, Wiring.AddPod(_setup.Ipv4 ? address + "/24" : null, Anycast), new OspfConfig())
        {
            Addresses = Anycast,
        };

    public void Dispose()
    {
        Speaker.Dispose();
        Router.Dispose();
        Wiring.Dispose();
    }

    private string Seen(string anycast)
    {
        var ipv6 = anycast == SpeakerProcess.Anycast6;
        return $"{Router.Neighbors(ipv6)}\n{Router.Route(anycast)}\n{Router.Database(ipv6)}\n";
    }
}
