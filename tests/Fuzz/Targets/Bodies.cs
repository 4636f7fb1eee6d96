using Perch.Routing.Ospf;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;
using Lsas2 = Perch.Routing.Ospf.Lsas.V2;
using Lsas3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Tests.Fuzz.Targets;

/// <summary>The bodies of LSAs that have a decoder.</summary>
internal static class Bodies
{
    private delegate byte[]? Coder(ReadOnlySpan<byte> body, out DecodeError error);

    public static void Visit(OspfVersion version, LsType type, ReadOnlySpan<byte> body)
    {
        switch (version, type)
        {
            case (OspfVersion.V2, LsType.Router):
                Check(Router2, body);
                break;
            case (OspfVersion.V2, LsType.AsExternal or LsType.Nssa):
                Check(External2, body);
                break;
            case (OspfVersion.V3, LsType.Router3):
                Check(Router3, body);
                break;
            case (OspfVersion.V3, LsType.AsExternal3 or LsType.Nssa3):
                Check(External3, body);
                break;
            case (OspfVersion.V3, LsType.Link3):
                Check(Link3, body);
                break;
            case (OspfVersion.V3, LsType.IntraAreaPrefix3):
                Check(IntraAreaPrefix3, body);
                break;
        }
    }

    /// <summary>What is read and written keeps its meaning.</summary>
    private static void Check(Coder coder, ReadOnlySpan<byte> body)
    {
        if (coder(body, out var error) is not { } once)
        {
            BrokenException.Unless(error.Fault != DecodeFault.None, "refused for no reason");
            _ = error.ToString();
            return;
        }

        var twice = coder(once, out _);
        BrokenException.Unless(twice is not null && twice.AsSpan().SequenceEqual(once), "the body changes");
        BrokenException.Unless(once.Length <= body.Length, "the body grows");
    }

    private static byte[]? Router2(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas2.RouterLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;

    private static byte[]? External2(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas2.AsExternalLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;

    private static byte[]? Router3(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas3.RouterLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;

    private static byte[]? External3(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas3.AsExternalLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;

    private static byte[]? Link3(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas3.LinkLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;

    private static byte[]? IntraAreaPrefix3(ReadOnlySpan<byte> body, out DecodeError error) =>
        Lsas3.IntraAreaPrefixLsa.TryDecode(body, out var lsa, out error) ? lsa.Encode() : null;
}
