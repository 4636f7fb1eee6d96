namespace Perch.Model;

/// <summary>
/// One anycast host address: the same address on many machines, announced as a /32 or a /128 by each that can serve it.
/// </summary>
public readonly record struct AnycastPrefix(IpAddress Address)
{
    /// <summary>32 or 128: all of the address.</summary>
    public int Length => Address.IsV4 ? 32 : 128;

    /// <summary>Reads "172.22.76.109", "172.22.76.109/32", "fd42:4242::53" or "fd42:4242::53/128".</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="prefix">The address, if it is one that can be announced.</param>
    /// <param name="problem">What is wrong and what to write instead; null when it parsed.</param>
    public static bool TryParse(string? text, out AnycastPrefix prefix, out string? problem)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var host = slash < 0 ? text : text![..slash];
        var length = slash < 0 ? null : text![(slash + 1)..];
        problem = !IpAddress.TryParse(host, out var address) ? NoAddress(text, host)
            : length is not null && length != (host!.Contains(':', StringComparison.Ordinal) ? "128" : "32")
                ? $"{text} is a network; an anycast address is one host: write {host}"
            : host!.Contains(':', StringComparison.Ordinal) ? CheckV6(host, address)
            : CheckV4(host, address);
        prefix = problem is null ? new AnycastPrefix(address) : default;
        return problem is null;
    }

    public override string ToString() => $"{Address}/{Length}";

    private static string NoAddress(string? text, string? host)
    {
        var zone = host?.IndexOf('%', StringComparison.Ordinal) ?? -1;
        return zone < 0 || !IpAddress.TryParse(host![..zone], out var address)
            ? $"'{text}' is not an address; write one such as 172.22.76.109 or fd42:4242::53"
            : CheckV6(host[..zone], address)
                ?? $"{host} names an interface, which only this machine has: write {host[..zone]}";
    }

    private static string? CheckV4(string host, IpAddress address) => (address.V4 >> 24) switch
    {
        0 => $"{host} is not an address of a host (0.0.0.0/8 means \"this network\")",
        127 => $"{host} is a loopback address: no other machine could reach it",
        >= 224 and < 240 => $"{host} is a multicast address, not an address of a host",
        >= 240 => $"{host} is a reserved address, not an address of a host",
        _ => null,
    };

    /// <summary>RFC 4291 2.4.</summary>
    private static string? CheckV6(string host, IpAddress address) =>
        address.IsNone ? $"{host} is not an address of a host (:: means \"no address\")"
        : address.Value == UInt128.One ? $"{host} is the loopback address: no other machine could reach it"
        : address.IsV4 ? $"{host} is an IPv4 address in the form of IPv6: write {address}"
        : address.IsLinkLocal ? $"{host} is a link-local address: nobody beyond the bridge could reach it"
        : address.Value >> 120 == 0xFF ? $"{host} is a multicast address, not an address of a host"
        : null;
}
