using Perch.Model;

namespace Perch.Linux;

/// <summary>A socket that serves: TCP that listens, UDP that is bound and not connected.</summary>
/// <param name="Address">0.0.0.0 takes what is sent to any IPv4 address, :: what is sent to any IPv6 address.</param>
/// <param name="OnlyIpv6">Without IPV6_V6ONLY, :: serves IPv4 too (RFC 3493 3.7 and 5.3).</param>
public readonly record struct ServingSocket(
    TransportProtocol Protocol, int Port, IpAddress Address, bool OnlyIpv6 = false)
{
    private static readonly IpAddress AnyIpv4 = IpAddress.FromV4(0);

    public bool Serves(IpAddress address) => Address == address
        || (address.IsV4 ? Address == AnyIpv4 || (Address.IsNone && !OnlyIpv6) : Address.IsNone);
}

/// <summary>IANA protocol numbers.</summary>
public enum TransportProtocol : byte
{
    Tcp = 6,
    Udp = 17,
}
