using Perch.Linux;
using Perch.Model;
using Perch.Routing.Ospf;
using Perch.Speaker.Config;

namespace Perch.Speaker.Interfaces;

/// <summary>Which interfaces speak OSPF, and with which of their addresses.</summary>
internal sealed class LinkChoice(IReadOnlyList<Subnet> subnets, IReadOnlyList<AnycastPrefix> anycast)
{
    /// <summary>Null: this interface does not speak. lo never does, nor an address that stands in many
    /// places.</summary>
    public OspfLink? Choose(NetworkLink link)
    {
        foreach (var address in link.Addresses)
        {
            if (!link.Loopback && address.Value.IsV4 && !address.IsSecondary && IsWanted(address))
            {
                return new OspfLink(link.Name, address.Value, address.PrefixLength, link.Mtu, link.Up);
            }
        }

        return null;
    }

    private bool IsWanted(LinkAddress address) =>
        !anycast.Any(prefix => prefix.Address == address.Value)
        && (subnets.Count == 0 || subnets.Any(subnet => subnet.Contains(address.Value.V4)));
}
