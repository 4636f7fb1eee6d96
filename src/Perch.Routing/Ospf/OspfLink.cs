using Perch.Model;

namespace Perch.Routing.Ospf;

/// <summary>The interface as the kernel has it now.</summary>
/// <param name="Name">"eth0".</param>
/// <param name="Address">What packets are sent from: in OSPFv2 the primary IPv4 address, in OSPFv3 the link-local one
/// (RFC 5340 2.5).</param>
/// <param name="PrefixLength">Of that address.</param>
/// <param name="Mtu">In bytes, as Database Description carries it.</param>
/// <param name="Up">Administratively up, with a carrier.</param>
public sealed record OspfLink(string Name, IpAddress Address, int PrefixLength, int Mtu, bool Up)
{
    /// <summary>Interface ID of OSPFv3 (RFC 5340 2.1): unique in this router, the kernel's index.</summary>
    public uint Index { get; init; }

    /// <summary>Our router id where none is configured; none takes the IPv4 address.</summary>
    public RouterId RouterId { get; init; }

    /// <summary>An IPv6 address of this interface that the area can reach, if it has one.</summary>
    public IpAddress? Global { get; init; }

    /// <summary>Of an IPv4 address.</summary>
    public uint Mask => PrefixLength == 0 ? 0 : uint.MaxValue << (32 - PrefixLength);
}
