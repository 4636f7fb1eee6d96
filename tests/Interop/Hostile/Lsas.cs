using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Lsas2 = Perch.Routing.Ospf.Lsas.V2;
using Lsas3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Tests.Interop.Hostile;

/// <summary>LSAs as attackers make them.</summary>
internal static class Lsas
{
    public static readonly RouterId Elsewhere = new(0x0909_0909);

    public static byte[] Of(
        LsType type, uint id, RouterId router, int sequence, byte[] body, ushort age = 0) =>
        Lsa.Build(new LsaKey(type, id, router), OptionsOf(type), new SequenceNumber(sequence), body, age).Bytes;

    /// <summary>OSPFv3 has its types where OSPFv2 has options.</summary>
    private static Options OptionsOf(LsType type) =>
        type is LsType.Link3 or > (LsType)byte.MaxValue ? Options.None : Options.External;

    /// <summary>Of somebody else, one for each number.</summary>
    public static byte[] External(OspfVersion version, int number) => version == OspfVersion.V2
        ? Of(LsType.AsExternal, 0x6400_0000u + (uint)number, Elsewhere, int.MinValue + 1, Body2)
        : Of(LsType.AsExternal3, (uint)number, Elsewhere, int.MinValue + 1, Body3(number));

    public static byte[] Body2 { get; } = new Lsas2.AsExternalLsa(uint.MaxValue, true, 20, 0, 0).Encode();

    public static byte[] Body3(int number)
    {
        var prefix = new Lsas3.Prefix(128, 0, new UInt128(0xFD99_0000_0000_0000, (ulong)number));
        return new Lsas3.AsExternalLsa(prefix, Type2: true, 20, null, 0).Encode();
    }

    /// <summary>Of somebody else, with this number and age.</summary>
    public static byte[] Foreign(Forge forge, int sequence, ushort age)
    {
        var type = forge.IsV2 ? LsType.AsExternal : LsType.AsExternal3;
        return Of(type, 77, Elsewhere, sequence, forge.IsV2 ? Body2 : Body3(77), age);
    }

    /// <summary>An LSA whose length field says whatever.</summary>
    public static byte[] Long(Forge forge, int length)
    {
        var lsa = forge.External(1);
        (lsa[18], lsa[19]) = ((byte)(length >> 8), (byte)length);
        return lsa;
    }

    public static byte[] Spoilt(Forge forge, ushort checksum)
    {
        var lsa = forge.External(1);
        (lsa[16], lsa[17]) = ((byte)(checksum >> 8), (byte)checksum);
        return lsa;
    }

    public static IEnumerable<byte[]> UnknownTypes(Forge forge)
    {
        LsType[] all = forge.IsV2
            ? [0, (LsType)6, (LsType)8, (LsType)12, (LsType)255]
            : [0, (LsType)0x6005, (LsType)0xFFFF, (LsType)0x8000, (LsType)0xA00A, (LsType)0x1FFF];
        return all.Select(type => Of(type, 1, Elsewhere, 1, new byte[8]));
    }

    public static byte[] WithTwoNames(Forge forge) => forge.IsV2
        ? Of(LsType.Router, forge.Who.Id.Value, forge.Speaker.Id, int.MaxValue, [0, 0, 0, 0])
        : Of(LsType.Router3, 9, forge.Speaker.Id, int.MaxValue, [0, 0, 0, 0]);

    /// <summary>Too many links, a last one that is cut off, and more metrics than there are bytes.</summary>
    public static IEnumerable<byte[]> BadRouters(Forge forge)
    {
        byte[][] bodies = forge.IsV2
            ?
            [
                [], [0], [0, 0, 255, 255], [0, 0, 0, 1, .. new byte[8]], [0, 0, 0, 2, .. new byte[20]],
                [0, 0, 0, 1, .. new byte[8], 3, 255, 0, 1], [0, 0, 0, 0, .. new byte[1200]],
            ]
            : [[], [0], [0, 0, 0, 0, 1], [0, 0, 0, 0, .. new byte[15]], [0, 0, 0, 0, .. new byte[17]]];
        return bodies.Select((body, i) => forge.IsV2
            ? Of(LsType.Router, Elsewhere.Value, Elsewhere, i + 1, body)
            : Of(LsType.Router3, (uint)i, Elsewhere, i + 1, body));
    }

    public static IEnumerable<byte[]> Opaque() =>
        from type in new[] { LsType.OpaqueLink, LsType.OpaqueArea, LsType.OpaqueAs }
        from kind in new uint[] { 1, 3, 4, 7, 8, 255 }
        from body in new byte[][]
        {
            [], [0], [0, 1, 255, 255], [0, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [0, 2, 0, 8, 0, 1, 255, 255],
            [0, 2, 0, 3, 1, 2, 3], [0, 1, 0, 4, 1, 2, 3, 4, 0, 15, 128, 0],
        }
        select Of(type, (kind << 24) | 1, Elsewhere, 1, body);

    /// <summary>RFC 3623 B: period, reason, address; the lengths are nothing and too much.</summary>
    public static IEnumerable<byte[]> Grace(RouterId router)
    {
        byte[][] bodies =
        [
            [0, 1, 0, 0, 0, 2, 0, 0], [0, 1, 0, 4, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0], [0, 1, 255, 252, 0, 0, 0, 9],
            [0, 3, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ];
        return bodies.Select((body, i) => Of(LsType.OpaqueLink, 0x0300_0000, router, i + 1, body));
    }

    /// <summary>Of 129 and 255 bits, in each kind of LSA that has prefixes.</summary>
    public static IEnumerable<byte[]> BadPrefixes() =>
        from length in new byte[] { 129, 255 }
        from lsa in new[]
        {
            Of(LsType.AsExternal3, length, Elsewhere, 1, [4, 0, 0, 20, length, 0, 0, 0, .. new byte[32]]),
            Of(LsType.Nssa3, length, Elsewhere, 1, [4, 0, 0, 20, length, 0, 0, 0, .. new byte[32]]),
            Of(LsType.InterAreaPrefix3, length, Elsewhere, 1, [0, 0, 0, 20, length, 0, 0, 0, .. new byte[32]]),
            Of(LsType.Link3, length, Elsewhere, 1, [.. new byte[20], 0, 0, 0, 1, length, 0, 0, 0, .. new byte[32]]),
            Of(LsType.IntraAreaPrefix3, length, Elsewhere, 1,
                [0, 1, 0x20, 1, .. new byte[8], length, 0, 0, 0, .. new byte[32]]),
        }
        select lsa;

    /// <summary>The count says more than there are.</summary>
    public static IEnumerable<byte[]> TooFewPrefixes() =>
    [
        Of(LsType.Link3, 1, Elsewhere, 1, [.. new byte[20], 255, 255, 255, 255]),
        Of(LsType.IntraAreaPrefix3, 1, Elsewhere, 1, [255, 255, 0x20, 1, .. new byte[8], 64, 0, 0, 0, 1, 2, 3, 4]),
        Of(LsType.IntraAreaPrefix3, 2, Elsewhere, 1, [0, 1]),
        Of(LsType.AsExternal3, 3, Elsewhere, 1, [7, 0, 0, 20, 128, 0, 0x20, 1, .. new byte[4]]),
        Of(LsType.AsExternal3, 4, Elsewhere, 1, []),
    ];
}
