using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>One host with one pod on it: a router, a speaker, an address that is announced.</summary>
internal sealed class Pod : IDisposable
{
    public const string Address = "172.30.9.54";

    public Pod(string kind, HostSetup setup, OspfConfig ospf, int mtu = 1500)
    {
        Wiring = new Wiring(bridged: !setup.PointToPoint);
        Namespace = Wiring.AddPod(Address + "/24", SpeakerProcess.Anycast, mtu);
        Router = HostRouter.Start(kind, Wiring, setup);
        Speaker = new SpeakerProcess(Wiring, Namespace, ospf).Start();
    }

    public Wiring Wiring { get; }

    public string Namespace { get; }

    public HostRouter Router { get; }

    public SpeakerProcess Speaker { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public bool HasRoute => Wiring.NextHop(SpeakerProcess.Anycast) == Address;

    public async Task IsRouted() => Assert.True(
        await Command.Eventually(() => HasRoute, 20, Token),
        $"no route\n{Speaker}\n{Router}\n{Router.Neighbors()}\n{Router.Route(SpeakerProcess.Anycast)}");

    public async Task IsWithdrawn() => Assert.True(
        await Command.Eventually(() => Wiring.NextHop(SpeakerProcess.Anycast) is null, 10, Token),
        $"still routed\n{Speaker}\n{Router}");

    public async Task Says(params string[] parts) => Assert.True(
        await Command.Eventually(() => Speaker.HasReason(parts), 30, Token),
        $"'{string.Join(" … ", parts)}' is not among the reasons\n{Speaker}\n{Router}");

    public void Dispose()
    {
        Speaker.Dispose();
        Router.Dispose();
        Wiring.Dispose();
    }
}
