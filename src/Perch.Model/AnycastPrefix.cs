using System.Net;
using System.Net.Sockets;

namespace Perch.Model;

/// <summary>
/// One anycast host address: the same address on many machines, announced as a /32 or a /128 by each that can serve it.
/// </summary>
public readonly record struct AnycastPrefix(IpAddress Address)
{
    /// <summary>32 or 128: all of the address.</summary>
    public int Length => Address.IsV4 ? 32 : 128;

    /// <summary>Reads "172.22.76.109" or "172.22.76.109/32".</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="prefix">The address, if it is one that can be announced.</param>
    /// <param name="problem">What is wrong and what to write instead; null when it parsed.</param>
    public static bool TryParse(string? text, out AnycastPrefix prefix, out string? problem)
    {
        prefix = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var host = slash < 0 ? text : text![..slash];
        problem = Check(text, host, slash < 0 ? "32" : text![(slash + 1)..], out var value);
        prefix = new AnycastPrefix(IpAddress.FromV4(value));
        return problem is null;
    }

    public override string ToString() => $"{Address}/{Length}";

    private static string? Check(string? text, string? host, string length, out uint value)
    {
        value = 0;
        if (IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return $"{text} is an IPv6 address; this version announces IPv4 only: remove it";
        }

        if (!DottedQuad.TryParse(host, out value))
        {
            return $"'{text}' is not an IPv4 address; write one such as 172.22.76.109";
        }

        if (length != "32")
        {
            return $"{text} is a network; an anycast address is one host: write {host}";
        }

        return (value >> 24) switch
        {
            0 => $"{host} is not an address of a host (0.0.0.0/8 means \"this network\")",
            127 => $"{host} is a loopback address: no other machine could reach it",
            >= 224 and < 240 => $"{host} is a multicast address, not an address of a host",
            >= 240 => $"{host} is a reserved address, not an address of a host",
            _ => null,
        };
    }
}
