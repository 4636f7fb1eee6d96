using Perch.Linux;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Speaker.Config;

namespace Perch.Speaker.Interfaces;

/// <summary>Which interfaces speak OSPF, in which versions, and with which of their addresses.</summary>
internal sealed class LinkChoice(IReadOnlyList<Subnet> subnets, IReadOnlyList<AnycastPrefix> anycast)
{
    public bool SpeaksV2 { get; } = anycast.Any(prefix => prefix.Address.IsV4);

    public bool SpeaksV3 { get; } = anycast.Any(prefix => !prefix.Address.IsV4);

    /// <summary>True where the operator named this interface's network: then it should speak, whatever others do.
    /// </summary>
    public bool IsNamed(NetworkLink link) => subnets.Count > 0 && IsWanted(link);

    /// <summary>lo never speaks. A subnet of either family chooses the interface for both.</summary>
    public bool IsWanted(NetworkLink link) => !link.Loopback
        && link.Addresses.Any(address => IsOwn(address)
            && (subnets.Count == 0 || subnets.Any(subnet => subnet.Contains(address.Value))));

    /// <summary>Null: no IPv4 address to speak from, or nothing to say.</summary>
    public OspfLink? ChooseV2(NetworkLink link) => SpeaksV2 && IsWanted(link) && Primary(link) is { } address
        ? new OspfLink(link.Name, address.Value, address.PrefixLength, link.Mtu, link.Up) { Index = (uint)link.Index }
        : null;

    /// <summary>Null: no link-local address that can be used (yet), or nothing to say.</summary>
    /// <param name="current">The address spoken from so far: it is kept while it is there.</param>
    public OspfLink? ChooseV3(NetworkLink link, IpAddress? current)
    {
        if (!SpeaksV3 || !IsWanted(link) || LinkLocal(link, current) is not { } address)
        {
            return null;
        }

        var primary = Primary(link)?.Value;
        return new OspfLink(link.Name, address.Value, address.PrefixLength, link.Mtu, link.Up)
        {
            Index = (uint)link.Index,
            RouterId = primary is { } ipv4 ? new RouterId(ipv4.V4) : IdOf(address.Value),
            Global = Global(link),
        };
    }

    /// <summary>A router id made of an address: the same for as long as the address is. FNV-1a, 32 bits; zero names
    /// nobody.</summary>
    internal static RouterId IdOf(IpAddress address)
    {
        Span<byte> bytes = stackalloc byte[IpAddress.Size];
        address.WriteBytes(bytes);
        var hash = 0x811C_9DC5u;
        foreach (var value in bytes)
        {
            hash = unchecked((hash ^ value) * 0x0100_0193u);
        }

        return new RouterId(hash == 0 ? 1 : hash);
    }

    /// <summary>Of several, one in a subnet that the operator named.</summary>
    private LinkAddress? Primary(NetworkLink link)
    {
        var own = link.Addresses.Where(address => address.Value.IsV4 && !address.IsSecondary && IsOwn(address));
        return own.OrderByDescending(address => subnets.Any(subnet => subnet.Contains(address.Value)))
            .Cast<LinkAddress?>().FirstOrDefault();
    }

    /// <summary>Of several the smallest, which an order of the kernel's does not change.</summary>
    private static LinkAddress? LinkLocal(NetworkLink link, IpAddress? current) => link.Addresses
        .Where(address => address.Value.IsLinkLocal && address.IsUsable)
        .OrderByDescending(address => address.Value == current).ThenBy(address => address.Value)
        .Cast<LinkAddress?>().FirstOrDefault();

    /// <summary>Neither a temporary address nor, if there is another, one that is about to go.</summary>
    private IpAddress? Global(NetworkLink link) => link.Addresses
        .Where(address => address is { Value.IsV4: false, Scope: AddressScope.Global, IsUsable: true }
            && !address.Flags.HasFlag(AddressFlags.Secondary) && IsOwn(address))
        .OrderBy(address => address.Flags.HasFlag(AddressFlags.Deprecated)).ThenBy(address => address.Value)
        .Select(address => (IpAddress?)address.Value).FirstOrDefault();

    /// <summary>An anycast address stands in many places: nobody speaks from it.</summary>
    private bool IsOwn(LinkAddress address) => anycast.All(prefix => prefix.Address != address.Value);
}
