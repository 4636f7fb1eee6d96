using System.Net.Sockets;
using Perch.Compose.Project;
using Perch.Compose.Render;

namespace Perch.Compose.Anycast;

/// <summary>What the namespace of a service with IPv6 addresses needs from Docker.</summary>
internal sealed class NetworkRules(ComposeModel model, Findings findings)
{
    public void Check(PodPlan pod)
    {
        if (!pod.HasV6)
        {
            return;
        }

        CheckSysctls(pod.Service);
        var networks = pod.Service.Networks.Select(network => network.Name).ToList();
        if (networks.Count > 0 && !networks.Exists(MayHaveV6))
        {
            WarnOf(pod, networks[0]);
        }
    }

    /// <summary>An external network is as somebody else has made it.</summary>
    private bool MayHaveV6(string network) => model.Resource("networks", network) is { } resource
        && (resource["enable_ipv6"]?.Text == "true" || resource["external"]?.Text == "true");

    private void WarnOf(PodPlan pod, string network)
    {
        var place = model.Resource("networks", network) ?? pod.Service.Anycast!.Value["addresses"]!.Value;
        var subnet = model.Subnets(network, AddressFamily.InterNetworkV6).Any()
            ? ""
            : $", and under networks.{network}.ipam.config an IPv6 subnet: {{subnet: '{Sample(network)}'}}";
        findings.Warning(
            place,
            $"network {network} has no IPv6: {pod.Service.Name} is announced there all the same, but Docker gives it "
                + "no IPv6 route by which to answer from afar",
            $"write networks.{network}.enable_ipv6: true{subnet}");
    }

    /// <summary>A unique local subnet (RFC 4193) that reads like the IPv4 one.</summary>
    private string Sample(string network)
    {
        foreach (var subnet in model.Subnets(network, AddressFamily.InterNetwork))
        {
            var bytes = subnet.BaseAddress.GetAddressBytes();
            return $"fd00:{bytes[0]}:{bytes[1]}:{bytes[2]}::/64";
        }

        return "fd00:172:18:3::/64";
    }

    private void CheckSysctls(Service service)
    {
        foreach (var (place, name, value) in Sysctls.Places(service.At["sysctls"]))
        {
            if (Sysctls.SwitchesV6(name) && value == "1")
            {
                findings.Error(
                    place, $"{name}=1 switches off what the IPv6 addresses of {service.Name} need", "remove it");
            }
        }
    }
}
