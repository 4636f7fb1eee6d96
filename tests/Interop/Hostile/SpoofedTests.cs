using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Packets;
using static Perch.Routing.Ospf.Packets.DescriptionFlags;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Packets that are well-formed, and not from whom or where they say.</summary>
[Collection(SiegeTurns.Name)]
public sealed class SpoofedTests(Siege siege)
{
    private const DescriptionFlags Opening = Init | More | Master;

    /// <summary>Without authentication nobody can tell these from the router's own: each costs one exchange (RFC 2328
    /// 10.2 and 10.5), and no more.</summary>
    private static readonly Dictionary<string, Action<Siege, Forge>> Costly = new()
    {
        ["an empty hello"] = (siege, forge) => siege.Send(forge.Who, forge.Version, forge.Hello([], forge.Who)),
        ["the router's address under another router id"] = (siege, forge) =>
        {
            var other = siege.Router with { Id = siege.Self.Id };
            siege.Send(other, forge.Version, new Forge(other, siege.Speaker, forge.Version).Hello());
        },
        ["a description that opens an exchange"] = (siege, forge) =>
            siege.Send(forge.Who, forge.Version, forge.Description(Opening, 77), toAddress: true),
        ["a description of another MTU"] = (siege, forge) =>
            siege.Send(forge.Who, forge.Version, forge.Description(Opening, 78, mtu: 1400), toAddress: true),
        ["a request for what is not there"] = (siege, forge) => siege.Send(
            forge.Who, forge.Version, forge.Body(PacketType.LinkStateRequest, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9, 9, 9)),
        ["a hello of another area"] = (siege, _) => Elsewhere(siege, OspfVersion.V2, siege.Router),
    };

    private static readonly Dictionary<string, Action<Siege, Forge>> Harmless = new()
    {
        ["a hello of another area"] = (siege, forge) => Elsewhere(siege, forge.Version, siege.Self),
        ["an update of another area"] = (siege, forge) =>
        {
            var other = siege.Router with { Area = new AreaId(9) };
            siege.Send(other, forge.Version, other.Update(forge.Version, forge.External(1)));
        },
        ["our own router id"] = (siege, forge) =>
        {
            var twin = siege.Self with { Id = siege.Speaker.Id };
            siege.Send(twin, forge.Version, new Forge(twin, siege.Speaker, forge.Version).Hello());
        },
        ["our own address"] = (siege, forge) =>
        {
            var twin = siege.Speaker with { Id = siege.Self.Id };
            siege.Send(twin, forge.Version, new Forge(twin, siege.Speaker, forge.Version).Hello([], twin));
        },
        ["the router's id under another address"] = (siege, forge) =>
        {
            var twin = siege.Self with { Id = siege.Router.Id };
            siege.Send(twin, OspfVersion.V2, new Forge(twin, siege.Speaker, OspfVersion.V2).Hello([], twin));
        },
        ["a router id of nobody"] = (siege, forge) =>
        {
            var nobody = siege.Self with { Id = RouterId.None };
            siege.Send(nobody, forge.Version, new Forge(nobody, siege.Speaker, forge.Version).Hello());
        },
        ["a packet that has crossed a router"] = (siege, _) =>
        {
            var far = siege.Router with { Hops = 64 };
            siege.Send(far, OspfVersion.V2, new Forge(far, siege.Speaker, OspfVersion.V2).Hello([], null));
        },
        ["an address from elsewhere"] = (siege, forge) =>
        {
            var far = siege.Self with { V4 = Identity.Address("10.9.9.9"), V6 = Identity.Address("2001:db8::9") };
            siege.Send(far, forge.Version, new Forge(far, siege.Speaker, forge.Version).Hello());
        },
        ["updates from a stranger"] = (siege, forge) =>
            siege.Send(siege.Self, forge.Version, siege.Self.Update(forge.Version, forge.External(1))),
        ["an MTU that does not fit"] = (siege, forge) =>
            siege.Send(forge.Who, forge.Version, forge.Description(Opening, 79, mtu: 9000), toAddress: true),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> WithoutHarm =>
        [.. Harmless.Keys.SelectMany(what => new[] { (2, what), (3, what) })];

    public static TheoryData<string> WithACost => [.. Costly.Keys];

    [InteropTheory]
    [MemberData(nameof(WithoutHarm))]
    public async Task Who_cannot_be_the_router_changes_nothing(int version, string what)
    {
        await siege.Ready();
        Harmless[what](siege, new Forge(siege.Router, siege.Speaker, (OspfVersion)version));
        await siege.IsUnharmed();
    }

    [InteropTheory]
    [MemberData(nameof(WithACost))]
    public async Task Who_may_be_the_router_costs_one_exchange(string what)
    {
        await siege.Ready();
        await siege.IsAlone();
        var before = siege.Losses;
        Costly[what](siege, new Forge(siege.Router, siege.Speaker, OspfVersion.V2));
        Assert.True(await Command.Eventually(() => siege.Losses > before, 5, Token), "nothing came of it");
        await siege.IsWell();
        Assert.InRange(siege.Losses - before, 1, 2);
    }

    private static void Elsewhere(Siege siege, OspfVersion version, Identity who)
    {
        var other = who with { Area = new AreaId(9) };
        siege.Send(other, version, new Forge(other, siege.Speaker, version).Hello());
    }
}
