using Perch.Model;

namespace Perch.Routing.Ospf;

/// <summary>Everything that an instance asks of the world.</summary>
public abstract record OspfEffect
{
    /// <summary>Send one packet (OSPF header on, checksum and authentication in place) with TTL or hop limit 1, with
    /// TTL security 255, and TOS 0xC0.</summary>
    /// <param name="Destination">224.0.0.5, 224.0.0.6, ff02::5, ff02::6 or a neighbor's address.</param>
    public sealed record Send(IpAddress Destination, ReadOnlyMemory<byte> Packet) : OspfEffect;

    /// <summary>Say this once, in words that an operator acts on.</summary>
    public sealed record Say(Severity Severity, string Sentence) : OspfEffect;

    /// <summary>Nothing of ours is left in the area (or time for it ran out): the instance may end.</summary>
    public sealed record Left : OspfEffect;
}
