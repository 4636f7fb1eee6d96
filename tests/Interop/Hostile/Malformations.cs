using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Tests.Interop.Hostile;

/// <summary>Packets of the real router as they would be after damage, by what is wrong with them: the lengths, counts
/// and types that have brought routers down.</summary>
internal static class Malformations
{
    private static readonly byte[] Zeros = new byte[24];

    /// <summary>Of both versions.</summary>
    public static readonly Dictionary<string, Func<Forge, byte[][]>> Both = new()
    {
        ["nothing behind the IP header"] = _ => [[]],
        ["a header that is cut off"] = forge => [[(byte)forge.Version], forge.Hello()[..10], forge.Hello()[..15]],
        ["length that is none"] = forge => [forge.WithLength(forge.Hello(), 0)],
        ["length shorter than a header"] = forge => [forge.WithLength(forge.Hello(), 15)],
        ["length that is odd"] = forge => [forge.WithLength(forge.Hello(), forge.Hello().Length - 1)],
        ["length beyond the packet"] = forge => [forge.WithLength(forge.Hello(), 1480), Long(forge)],
        ["checksum"] = forge => [[.. forge.Hello()[..12], 0xDE, 0xAD, .. forge.Hello()[14..]]],
        ["version"] = forge => [Version(forge, 0), Version(forge, 1), Version(forge, 4), Version(forge, 255)],

        // CVE-2011-3325.
        ["packet type"] = forge => [forge.Body(0), forge.Body((PacketType)6, Zeros), forge.Body((PacketType)255)],

        // CVE-2011-3323, and BIRD acb6b97a with a trailer that its options promise.
        ["hello without its fields"] = forge =>
            [forge.Body(PacketType.Hello), forge.Body(PacketType.Hello, 0, 0, 4, 0)],
        ["hello with half a neighbor"] = forge =>
            [forge.WithLength([.. forge.Hello(), 1, 2], forge.Hello().Length + 2)],
        ["hello with hundreds of neighbors"] = forge =>
            [forge.Hello([.. new byte[1396], .. Forge.Number(forge.Speaker.Id.Value)], forge.Who)],

        // CVE-2011-3324.
        ["description without its fields"] = forge =>
            [forge.Body(PacketType.DatabaseDescription), forge.Body(PacketType.DatabaseDescription, 5, 220, 2, 7)],
        ["description with part of a header"] = forge =>
            [forge.Body(
                PacketType.DatabaseDescription, [.. new byte[forge.IsV2 ? 8 : 12], .. forge.External(1)[..16]])],
        ["request of part of an entry"] = forge => [forge.Body(PacketType.LinkStateRequest, 0, 0, 0, 1)],
        ["acknowledgement of part of a header"] = forge =>
            [forge.Body(PacketType.LinkStateAcknowledgement, forge.External(1)[..16])],
        ["acknowledgement of what was never sent"] = forge => [forge.Acknowledgement(forge.External(1)[..20])],
        ["update without a count"] = forge => [forge.Body(PacketType.LinkStateUpdate)],
        ["update that counts 4294967295"] = forge => [forge.Counted(uint.MaxValue, forge.External(1))],
        ["update that counts one more"] = forge => [forge.Counted(2, forge.External(1)), forge.Counted(1)],
        ["update that counts one less"] = forge => [forge.Counted(0, forge.External(1))],
        ["update with part of an LSA"] = forge => [forge.Counted(1, forge.External(1)[..16])],
        ["LSA length"] = forge =>
            [.. new[] { 0, 1, 19, 20, 21, 37, 1500, 65535 }.Select(length =>
                forge.Counted(1, Lsas.Long(forge, length)))],

        // XORP: the checksum was computed over what the length said.
        ["LSA longer than its packet"] = forge => [forge.Counted(1, Lsas.Long(forge, 1400))],
        ["LSA checksum"] = forge => [forge.Update(Lsas.Spoilt(forge, 0xDEAD)), forge.Update(Lsas.Spoilt(forge, 0))],
        ["LSA sequence number that is reserved"] = forge => [forge.Update(Lsas.Foreign(forge, int.MinValue, 0))],
        ["LSA age beyond the last"] = forge =>
            [forge.Update(Lsas.Foreign(forge, 9, 3601), Lsas.Foreign(forge, 9, 65535), Lsas.Foreign(forge, 9, 0x8E10))],

        // CVE-2011-3326.
        ["LSA type"] = forge => [.. Lsas.UnknownTypes(forge).Select(lsa => forge.Update(lsa))],

        // CVE-2013-0149, VU#229804.
        ["router-LSA with two names"] = forge => [forge.Update(Lsas.WithTwoNames(forge))],

        // BIRD 7023632d.
        ["router-LSA whose links run over"] = forge => [.. Lsas.BadRouters(forge).Select(lsa => forge.Update(lsa))],
        ["authentication that nobody asked for"] = Authenticated,

        // BIRD 10b48de, holo b68e2845 and 4baed566.
        ["link-local signaling of any length"] = Signaling,
    };

    /// <summary>Of OSPFv2 alone.</summary>
    public static readonly Dictionary<string, Func<Forge, byte[][]>> OnlyV2 = new()
    {
        // CVE-2024-27913, -31950, -31951, -34088, CVE-2025-61099 to -61107, FRR #22819, #21303, #16860.
        ["opaque LSA whose TLVs run over"] = forge =>
            [.. Lsas.Opaque().Select(lsa => forge.Update(lsa))],

        // BIRD 461f177b.
        ["grace-LSA without end"] = forge => [.. Lsas.Grace(forge.Who.Id).Select(lsa => forge.Update(lsa))],
        ["external LSA with a mask of holes"] = forge => [forge.Update(
            Lsas.Of(LsType.AsExternal, 5, Lsas.Elsewhere, 9, [0x55, 0xAA, 0x55, 0xAA, .. Lsas.Body2[4..]]))],
    };

    /// <summary>Of OSPFv3 alone.</summary>
    public static readonly Dictionary<string, Func<Forge, byte[][]>> OnlyV3 = new()
    {
        ["prefix longer than an address"] = forge => [.. Lsas.BadPrefixes().Select(lsa => forge.Update(lsa))],
        ["prefixes that are not there"] = forge => [.. Lsas.TooFewPrefixes().Select(lsa => forge.Update(lsa))],
    };

    private static byte[] Long(Forge forge) => forge.WithLength(forge.Hello(), ushort.MaxValue - 3);

    private static byte[] Version(Forge forge, byte version)
    {
        var packet = forge.Hello();
        packet[0] = version;
        return packet;
    }

    private static byte[][] Authenticated(Forge forge)
    {
        var hello = forge.Hello();
        if (!forge.IsV2)
        {
            // AT in the options, and a trailer whose length is nothing, too much, or not there.
            hello[16 + 6] |= 4;
            hello = forge.Who.Sum(forge.Version, hello);
            return
            [
                hello, [.. hello, 0, 1, 0, 0], [.. hello, 0, 1, 255, 255, .. Zeros], [.. hello, 0, 1, 0, 16, .. Zeros],
            ];
        }

        return
        [
            forge.With(hello, 15, 1), forge.With(hello, 15, 2), forge.With(forge.With(hello, 15, 2), 19, 255),
            forge.With(hello, 15, 3), forge.With(hello, 15, 255),
        ];
    }

    private static byte[][] Signaling(Forge forge)
    {
        var hello = forge.Hello();
        hello[forge.IsV2 ? 30 : 16 + 6] |= (byte)(forge.IsV2 ? 0x10 : 0x02);
        hello = forge.Who.Sum(forge.Version, hello);
        return
        [
            hello, [.. hello, 255], [.. hello, 255, 246, 0, 0], [.. hello, 255, 246, 255, 255],
            [.. hello, 255, 246, 0, 3, 0, 1, 255, 255, 0, 0, 0, 1],
        ];
    }
}
