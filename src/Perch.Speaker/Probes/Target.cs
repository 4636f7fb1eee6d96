using Perch.Linux;
using Perch.Model;

namespace Perch.Speaker.Probes;

/// <summary>The anycast address and port that a probe talks to.</summary>
/// <param name="Transport">"udp" or "tcp".</param>
internal readonly record struct Target(IpAddress Address, string Transport, int Port)
{
    /// <summary>As a sentence names it.</summary>
    public string Host => Address.ToString();

    /// <summary>As a URI has it: an IPv6 address in brackets (RFC 3986 3.2.2).</summary>
    public string UriHost => Address.IsV4 ? Host : $"[{Host}]";

    /// <summary>What the kernel's refusal means here. A socket of a probe is bound to the very address that it talks
    /// to: where the pod does not hold that address, no other machine is asked instead.</summary>
    public string Explain(Errno errno) => errno switch
    {
        Errno.ConnectionRefused => $"refused: nothing listens on {Transport}/{Port}",
        Errno.AddressNotAvailable => $"{Host} is bound to no interface of the pod",
        Errno.ConnectionReset => "the connection was reset",
        _ => $"{Transport}/{Port}: {errno.Describe()}",
    };
}
