using Perch.Model;

namespace Perch.Linux;

/// <summary>A network interface as the kernel has it now.</summary>
/// <param name="Up">Administratively up, with a carrier.</param>
public sealed record NetworkLink(int Index, string Name, int Mtu, bool Up, bool Loopback)
{
    /// <summary>Of both families, in the kernel's order: an IPv4 address before its secondaries.</summary>
    public IReadOnlyList<LinkAddress> Addresses { get; init; } = [];
}

/// <summary>An address of an interface.</summary>
public readonly record struct LinkAddress(
    IpAddress Value, int PrefixLength, AddressFlags Flags = AddressFlags.None, AddressScope Scope = default)
{
    /// <summary>IPv4: another address of the same subnet came first. (The same bit says of an IPv6 address that it is
    /// a temporary one, RFC 8981, and such an address goes again.)</summary>
    public bool IsSecondary => Flags.HasFlag(AddressFlags.Secondary);

    /// <summary>It may be sent from: as far as is known no other machine on the link holds it
    /// (RFC 4862 5.4).</summary>
    public bool IsUsable => (Flags & (AddressFlags.Tentative | AddressFlags.DadFailed)) == 0;

    /// <summary>Duplicate address detection found another machine with this address: the kernel never uses
    /// it.</summary>
    public bool IsDuplicate => Flags.HasFlag(AddressFlags.DadFailed);
}

/// <summary>Those flags of an address (linux/if_addr.h) that somebody here acts on.</summary>
[Flags]
public enum AddressFlags
{
    None = 0,
    Secondary = 0x01,
    DadFailed = 0x08,
    Deprecated = 0x20,
    Tentative = 0x40,
}

/// <summary>How far an address reaches, as the kernel has it (<c>rt_scope_t</c> of linux/rtnetlink.h).</summary>
public enum AddressScope : byte
{
    Global = 0,
    Site = 200,
    Link = 253,
    Host = 254,
}
