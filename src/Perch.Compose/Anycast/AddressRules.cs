using Perch.Compose.Project;
using Perch.Model;

namespace Perch.Compose.Anycast;

/// <summary>Whom an anycast address belongs to, over the whole file.</summary>
internal sealed class AddressRules(ComposeModel model, Findings findings)
{
    private readonly Dictionary<AnycastPrefix, Service> _owners = [];

    public void Check(PodPlan pod)
    {
        var written = pod.Service.Anycast?["addresses"]?.Items.ToList() ?? [];
        foreach (var place in written)
        {
            if (!AnycastPrefix.TryParse(place.Text, out var address, out _))
            {
                continue;
            }

            if (!_owners.TryAdd(address, pod.Service) && _owners[address] != pod.Service)
            {
                findings.Error(place, $"{address.Address} is already the address of {_owners[address].Name}",
                    "give each service its own, or let one service join the network of the other");
            }

            CheckDocker(pod.Service, place, address);
        }
    }

    /// <summary>
    /// An address inside one of Docker's subnets is Docker's to give away, unless the file gives it here.
    /// </summary>
    private void CheckDocker(Service service, Place place, AnycastPrefix address)
    {
        if (StaticAddress.Of(service).Contains(address.Address))
        {
            return;
        }

        var other = model.Services.FirstOrDefault(each => StaticAddress.Of(each).Contains(address.Address));
        if (other is not null)
        {
            findings.Error(
                place,
                $"{address.Address} is the address of {other.Name} on a network of Docker's",
                "write an address that no container has");
            return;
        }

        var networks =
            from name in model.NetworkNames
            where model.Subnets(name).Any(subnet => subnet.Contains(address.Address.ToIPAddress()))
            select name;
        var key = address.Address.IsV4 ? "ipv4_address" : "ipv6_address";
        foreach (var network in networks)
        {
            findings.Warning(
                place,
                $"{address.Address} lies in the subnet of {network}: Docker may give it to another container",
                $"write it as {key} under services.{service.Name}.networks.{network}, or choose one outside");
        }
    }
}
