using System.Net;
using Perch.Compose.Project;

namespace Perch.Compose.Anycast;

/// <summary>The addresses that a file itself gives a service on Docker's networks.</summary>
internal static class StaticAddress
{
    private static readonly string[] Keys = ["ipv4_address", "ipv6_address"];

    public static IEnumerable<IPAddress> Of(Service service) =>
        from network in service.Networks
        from key in Keys
        let text = network.Options[key]?.Text
        where IPAddress.TryParse(text, out _)
        select IPAddress.Parse(text);
}
