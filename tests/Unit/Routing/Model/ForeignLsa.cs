using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Unit.Routing.Model;

/// <summary>LSAs of other routers in the area.</summary>
internal static class ForeignLsa
{
    public static readonly RouterId Elsewhere = new(0x09090909);

    public static byte[] External(int number, int sequence = 1) => Lsa.Build(
        new LsaKey(LsType.AsExternal, 0x64000000u + (uint)number, Elsewhere),
        Options.External,
        new SequenceNumber(int.MinValue + sequence),
        new AsExternalLsa(uint.MaxValue, Type2: true, 20, 0, 0).Encode()).Bytes;

    public static byte[] Of(
        LsType type, uint id, RouterId router, int sequence, byte[]? body = null, bool maxAge = false) => Lsa.Build(
        new LsaKey(type, id, router),
        type >= LsType.Router3 ? Options.None : Options.External,
        new SequenceNumber(sequence),
        body ?? BodyOf(type),
        maxAge ? LsaHeader.MaxAge : (ushort)0).Bytes;

    private static byte[] BodyOf(LsType type) => type switch
    {
        LsType.Router => new RouterLsa(RouterLsaFlags.None, []).Encode(),
        LsType.Network => new byte[8],
        _ => new AsExternalLsa(uint.MaxValue, Type2: false, 10, 0, 0).Encode(),
    };
}
