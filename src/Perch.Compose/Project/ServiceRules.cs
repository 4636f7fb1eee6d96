using System.Globalization;
using Perch.Compose.Keys;
using Perch.Model;

namespace Perch.Compose.Project;

/// <summary>What a service must be so that its namespace can be held by another container.</summary>
internal sealed class ServiceRules(ComposeModel model, Findings findings)
{
    /// <summary>
    /// What belongs to a network namespace: Docker refuses it on a container that has joined another's.
    /// </summary>
    private static readonly string[] OwnersKeys =
    [
        "ports", "expose", "networks", "hostname", "domainname", "dns", "dns_search", "dns_opt", "extra_hosts",
        "mac_address", "links", "external_links",
    ];

    public void Check()
    {
        CheckLevels(model.At, depth: 0);
        foreach (var service in model.Services)
        {
            CheckJoiner(service);
            if (service.Anycast is not null)
            {
                CheckMode(service);
                CheckReplicas(service);
                CheckNames(service);
            }

            foreach (var (key, value) in service.At.Entries)
            {
                if (key != "x-anycast" && Nearest.Distance(key, "x-anycast") <= 2)
                {
                    findings.Warning(value, "nobody knows this key", "write x-anycast if Perch is meant");
                }
            }
        }
    }

    /// <summary>
    /// x-anycast anywhere but in a service would be ignored without a word; fragments under x- keys are free.
    /// </summary>
    private void CheckLevels(Place place, int depth)
    {
        foreach (var (key, value) in place.Entries)
        {
            var path = value.Path.Steps.Select(step => step.Key).ToList();
            if (key == "x-anycast" && !(depth == 2 && path[0] == "services"))
            {
                findings.ErrorAtKey(value, "x-anycast does not belong here", $"put it under services.{SomeService()}");
            }
            else if (key != "x-anycast" && !(depth == 0 && key.StartsWith("x-", StringComparison.Ordinal)))
            {
                CheckLevels(value, depth + 1);
            }
        }
    }

    private string SomeService() => model.Services is [var only] ? only.Name : "<name>";

    private void CheckJoiner(Service service)
    {
        if (service.Joined is not { } owner)
        {
            return;
        }

        foreach (var key in OwnersKeys)
        {
            if (service.At[key] is { } place)
            {
                var problem = $"{service.Name} has joined the network of {owner}, so Docker refuses {key} here";
                findings.ErrorAtKey(place, problem, $"move {key} to {owner}");
            }
        }
    }

    private void CheckMode(Service service)
    {
        if (service.At["provider"] is { } provider)
        {
            findings.ErrorAtKey(provider, "a provider runs no container to hold a network for", "remove x-anycast");
        }

        if (service.At["network_mode"] is not { } place)
        {
            return;
        }

        switch (service.NetworkMode)
        {
            case "host":
                findings.Error(
                    place,
                    "on the host's own network there is nothing to hold and nowhere to bind the address",
                    "remove network_mode; publish ports where the host's address must answer too");
                break;
            case "none":
                findings.Error(place, "without a network nothing can be announced", "remove network_mode");
                break;
            case not null when service.Joined is { } owner:
                findings.Error(
                    place,
                    $"{service.Name} has joined the network of {owner}, which alone has addresses",
                    model[owner] is null ? "remove network_mode" : $"move x-anycast to services.{owner}");
                break;
        }
    }

    private void CheckReplicas(Service service)
    {
        foreach (var place in new[] { service.At["deploy"]?["replicas"], service.At["scale"] })
        {
            if (int.TryParse(place?.Text, CultureInfo.InvariantCulture, out var count) && count > 1)
            {
                findings.Error(place!.Value, $"{count} replicas on one host would all bind the same address",
                    "write 1: more instances go on more hosts");
            }
        }
    }

    private void CheckNames(Service service)
    {
        foreach (var (name, what) in new[]
        {
            (PodNames.Holder(service.Name), "holds the network of"), (PodNames.Speaker(service.Name), "announces"),
        })
        {
            if (model[name] is { } taken)
            {
                var problem = $"{name} is the name of the container that {what} {service.Name}";
                findings.ErrorAtKey(taken.At, problem, "rename this service");
            }
        }

        if (model.Resource("volumes", PodNames.Speaker(service.Name) + "-state") is { } volume)
        {
            findings.ErrorAtKey(
                volume,
                $"the speaker of {service.Name} keeps its state in a volume of this name",
                "rename this volume");
        }
    }
}
