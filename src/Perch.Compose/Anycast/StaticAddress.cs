using Perch.Compose.Project;
using Perch.Model;

namespace Perch.Compose.Anycast;

/// <summary>The addresses that a file itself gives a service on Docker's networks.</summary>
internal static class StaticAddress
{
    private static readonly string[] Keys = ["ipv4_address", "ipv6_address"];

    public static IEnumerable<IpAddress> Of(Service service) =>
        from network in service.Networks
        from key in Keys
        let address = IpAddress.TryParse(network.Options[key]?.Text, out var read) ? read : (IpAddress?)null
        where address is not null
        select address.Value;
}
