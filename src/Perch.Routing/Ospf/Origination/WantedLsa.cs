using Perch.Routing.Ospf.Lsas;
using Perch.Routing.Ospf.Packets;

namespace Perch.Routing.Ospf.Origination;

/// <summary>An LSA as it should be in the area: without what changes from instance to instance.</summary>
/// <param name="Options">Of the header: none in OSPFv3.</param>
internal sealed record WantedLsa(LsaKey Key, Options Options, byte[] Body)
{
    public bool Says(LsaInstance instance) =>
        instance.Header.Options == Options && instance.Body.SequenceEqual(Body);
}
