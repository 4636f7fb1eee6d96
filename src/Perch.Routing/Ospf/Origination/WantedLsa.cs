using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination;

/// <summary>An LSA as it should be in the area: without what changes from instance to instance.</summary>
internal sealed record WantedLsa(LsaKey Key, Options Options, byte[] Body)
{
    public bool Says(ReadOnlySpan<byte> instance) =>
        LsaHeader.Read(instance).Options == Options && instance[LsaHeader.Size..].SequenceEqual(Body);
}
