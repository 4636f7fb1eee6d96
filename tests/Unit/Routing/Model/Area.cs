using System.Buffers.Binary;
using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Tests.Unit.Routing.Scenarios;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>Two hosts, joined by a cable, each with a bridge and a pod on it: ours on the first, another one of the
/// same service on the second.</summary>
internal static class Area
{
    public static readonly RouterId HostB = new(ModelRouter.Quad("192.0.2.2"));

    public static readonly RouterId PodB = new(ModelRouter.Quad("172.18.4.54"));

    private static readonly RouterId HostA = new(ModelRouter.Quad("192.0.2.1"));
    private static readonly uint BridgeA = ModelRouter.Quad("172.18.3.1");
    private static readonly uint BridgeB = ModelRouter.Quad("172.18.4.1");

    /// <summary>Everything but what the other pod announces.</summary>
    public static byte[][] Topology(params RouterLink[] stubsOfPodB) =>
    [
        HostARouter(true),
        Router(HostB, 5, [PointToPoint(HostA), Transit(BridgeB)]),
        Router(PodB, 5, [Transit(BridgeB), .. stubsOfPodB]),
        Network(BridgeA, HostA, HostA, Pod.Id),
        Network(BridgeB, HostB, HostB, PodB),
    ];

    /// <summary>The first host's router-LSA, with the cable or, newer, without.</summary>
    public static byte[] HostARouter(bool linked) =>
        Router(HostA, linked ? 5 : 6, linked ? [Transit(BridgeA), PointToPoint(HostB)] : [Transit(BridgeA)]);

    public static byte[] Router(
        RouterId id, int sequence, RouterLink[] links, RouterLsaFlags flags = RouterLsaFlags.None) =>
        ForeignLsa.Of(LsType.Router, id.Value, id, sequence, new RouterLsa(flags, links).Encode());

    public static byte[] External(
        RouterId by, uint metric = 10, int sequence = 5, bool type2 = false, uint mask = uint.MaxValue,
        bool maxAge = false, LsType type = LsType.AsExternal) => ForeignLsa.Of(
        type,
        Simulation.Prefix.Address.V4,
        by,
        sequence,
        new AsExternalLsa(mask, type2, metric, 0, 0).Encode(),
        maxAge);

    public static byte[] Summary(LsType type, uint id, RouterId by, uint metric, uint mask = uint.MaxValue)
    {
        var body = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(body, mask);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), metric);
        return ForeignLsa.Of(type, id, by, 5, body);
    }

    public static RouterLink Stub(ushort metric) =>
        new(RouterLinkType.Stub, Simulation.Prefix.Address.V4, uint.MaxValue, metric);

    public static RouterLink Transit(uint bridge) => new(RouterLinkType.Transit, bridge, 1, 10);

    private static RouterLink PointToPoint(RouterId to) => new(RouterLinkType.PointToPoint, to.Value, 1, 10);

    private static byte[] Network(uint bridge, RouterId by, params RouterId[] attached)
    {
        var body = new byte[4 + (4 * attached.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(body, 0xFFFF_FF00);
        for (var i = 0; i < attached.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4 + (4 * i)), attached[i].Value);
        }

        return ForeignLsa.Of(LsType.Network, bridge, by, 5, body);
    }
}
