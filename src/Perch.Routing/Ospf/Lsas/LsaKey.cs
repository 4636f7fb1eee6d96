using Perch.Model;

namespace Perch.Routing.Ospf.Lsas;

/// <summary>What makes two LSAs instances of one (RFC 2328 12.1).</summary>
internal readonly record struct LsaKey(LsType Type, uint LinkStateId, RouterId AdvertisingRouter)
{
    public override string ToString() => $"{Type} {DottedQuad.Format(LinkStateId)} of {AdvertisingRouter}";
}
