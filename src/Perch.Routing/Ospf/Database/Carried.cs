using Perch.Model;
using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Lsas.V2;
using Perch.Routing.Ospf.Origination;
using Perch.Routing.Wire;
using V3 = Perch.Routing.Ospf.Lsas.V3;

namespace Perch.Routing.Ospf.Database;

/// <summary>How an LSA of another router announces an address.</summary>
/// <param name="Form">As an operator calls it.</param>
/// <param name="Largest">The largest metric that still is a route in this form.</param>
/// <param name="Path">What kind of route it makes.</param>
internal readonly record struct Carried(string Form, uint Metric, uint Largest, PathType Path)
{
    /// <summary>LSInfinity (RFC 2328 B): no route.</summary>
    public const uint Infinity = 0xFF_FFFF;

    public bool IsDepreferred => Metric >= Largest;

    /// <returns>Null when it does not carry the address, or says that it cannot be reached.</returns>
    public static Carried? In(KeptLsa lsa, AnycastPrefix prefix) => In(lsa.Header.Key, lsa.Body, prefix);

    public static Carried? In(LsaKey key, ReadOnlySpan<byte> body, AnycastPrefix prefix) => key.Type switch
    {
        LsType.Router => StubLink(body, prefix),
        LsType.SummaryNetwork => Summary(key, body, prefix),
        LsType.AsExternal => External(key, body, prefix, "AS-external-LSA"),
        LsType.Nssa => External(key, body, prefix, "NSSA-LSA"),
        LsType.IntraAreaPrefix3 => IntraArea(body, prefix),
        LsType.InterAreaPrefix3 => InterArea(body, prefix),
        LsType.AsExternal3 => External3(body, prefix, "AS-external-LSA"),
        LsType.Nssa3 => External3(body, prefix, "NSSA-LSA"),
        _ => null,
    };

    private static Carried? StubLink(ReadOnlySpan<byte> body, AnycastPrefix prefix)
    {
        if (!RouterLsa.TryDecode(body, out var router, out _))
        {
            return null;
        }

        foreach (var link in router.Links)
        {
            if (link is { Type: RouterLinkType.Stub, Data: uint.MaxValue } && link.Id == prefix.Address.V4)
            {
                return new Carried("stub link", link.Metric, AnnounceForm.MaxStubMetric, PathType.IntraArea);
            }
        }

        return null;
    }

    private static Carried? Summary(LsaKey key, ReadOnlySpan<byte> body, AnycastPrefix prefix)
    {
        var reader = new WireReader(body);
        var (mask, metric) = (reader.ReadUInt32(), reader.ReadUInt32() & Infinity);
        return Of("summary-LSA", metric, PathType.InterArea, !reader.Failed && mask == uint.MaxValue
            && key.LinkStateId == prefix.Address.V4);
    }

    private static Carried? External(LsaKey key, ReadOnlySpan<byte> body, AnycastPrefix prefix, string name) =>
        AsExternalLsa.TryDecode(body, out var external, out _)
            ? Of(Typed(name, external.Type2), external.Metric, External(external.Type2),
                external.NetworkMask == uint.MaxValue && key.LinkStateId == prefix.Address.V4)
            : null;

    private static Carried? IntraArea(ReadOnlySpan<byte> body, AnycastPrefix prefix) =>
        V3.IntraAreaPrefixLsa.TryFind(body, prefix.Address.Value, out var metric)
            ? new Carried(
                "intra-area-prefix-LSA", metric, AnnounceForm.MaxStubMetric, PathType.IntraArea)
            : null;

    private static Carried? InterArea(ReadOnlySpan<byte> body, AnycastPrefix prefix)
    {
        var reader = new WireReader(body);
        var metric = reader.ReadUInt32() & Infinity;
        return Of("inter-area-prefix-LSA", metric, PathType.InterArea,
            V3.Prefix.TryRead(ref reader, out var found, out _) && !reader.Failed && IsHost(found, prefix));
    }

    private static Carried? External3(ReadOnlySpan<byte> body, AnycastPrefix prefix, string name) =>
        V3.AsExternalLsa.TryDecode(body, out var external, out _)
            ? Of(Typed(name, external.Type2), external.Metric, External(external.Type2),
                IsHost(external.Prefix, prefix))
            : null;

    private static bool IsHost(V3.Prefix found, AnycastPrefix prefix) =>
        found.Length == prefix.Length && found.Address == prefix.Address.Value;

    private static string Typed(string name, bool type2) => $"{name} type {(type2 ? 2 : 1)}";

    private static PathType External(bool type2) => type2 ? PathType.External2 : PathType.External1;

    private static Carried? Of(string form, uint metric, PathType path, bool isIt) =>
        isIt && metric < Infinity ? new Carried(form, metric, AnnounceForm.MaxExternalMetric, path) : null;
}

/// <summary>Kinds of routes, the preferred first whatever they cost (RFC 2328 11).</summary>
internal enum PathType
{
    IntraArea,
    InterArea,
    External1,
    External2,
}
