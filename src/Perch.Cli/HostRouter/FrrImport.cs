using System.Text;

namespace Perch.Cli.HostRouter;

/// <summary>What FRR believes of what it hears from pods.</summary>
internal static class FrrImport
{
    public static string Write(HostPlan plan, int version)
    {
        var (ip, name) = (FrrConfig.Ip(version), version == 2 ? "perch" : "perch6");
        var text = new StringBuilder(
            """
            !
            ! A pod is believed about its anycast addresses and nothing else; what other routers say passes.

            """);
        text.AppendJoin("", plan.AddressesOf(version).Select((address, index) =>
            $"{ip} prefix-list {name}-addresses seq {5 * (index + 1)} permit {address}\n"));
        var sequence = 0;
        foreach (var bridge in plan.BridgesOf(version).Select(bridge => bridge.Interface))
        {
            text.Append($"""
                route-map {name}-import permit {sequence += 10}
                 match interface {bridge}
                 match {ip} address prefix-list {name}-addresses
                exit
                route-map {name}-import deny {sequence += 10}
                 match interface {bridge}
                exit

                """);
        }

        return text.Append($"""
            route-map {name}-import permit {sequence + 10}
            exit
            {ip} protocol {FrrConfig.Ospf(version)} route-map {name}-import

            """).ToString();
    }
}
