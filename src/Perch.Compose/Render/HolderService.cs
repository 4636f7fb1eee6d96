using Perch.Compose.Anycast;
using Perch.Compose.Project;
using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Render;

/// <summary>
/// The container that owns the namespace: everything that Docker ties to a network, and nothing else.
/// </summary>
internal static class HolderService
{
    /// <summary>
    /// What moves from the application: Docker refuses each of them in another container's namespace.
    /// </summary>
    private static readonly string[] Moved =
    [
        "network_mode", "networks", "ports", "expose", "hostname", "domainname", "dns", "dns_opt", "dns_search",
        "extra_hosts", "mac_address", "links", "external_links",
    ];

    public static YamlMapping Of(PodPlan pod, YamlMapping application)
    {
        var holder = YamlMapping.Of(
            ("image", new YamlScalar(PodNames.HolderReference)),
            ("pull_policy", new YamlScalar("never")),
            ("restart", new YamlScalar("always")));
        foreach (var key in (string[])["profiles", .. Moved])
        {
            holder = application[key] is { } value ? holder.With(key, value) : holder;
        }

        if (pod.Service.NetworkMode is null)
        {
            holder = holder.With("networks", Networks(pod.Service));
        }

        var written = Sysctls.Of(application["sysctls"], Sysctls.IsNetwork);
        if ((pod.HasV6 ? Sysctls.WithV6(written) : written) is { } sysctls)
        {
            holder = holder.With("sysctls", sysctls);
        }

        return Confinement.Apply(holder).With("labels", PodLabels.Of(pod.Service.Name, PodNames.HolderRole));
    }

    /// <summary>The application without what its holder has taken over.</summary>
    public static YamlMapping Rest(YamlMapping application)
    {
        var rest = application.Without(Moved);
        if (rest["sysctls"] is not { } sysctls)
        {
            return rest;
        }

        return Sysctls.Of(sysctls, name => !Sysctls.IsNetwork(name)) is { } others
            ? rest.With("sysctls", others)
            : rest.Without("sysctls");
    }

    /// <summary>
    /// Every network with all its options, and the names by which others knew the application.
    /// </summary>
    private static YamlMapping Networks(Service service) => YamlMapping.Of(service.Networks.Select(network =>
    {
        var options = service.At["networks"]?.Node is YamlMapping && network.Options.Node is YamlMapping written
            ? written
            : YamlMapping.Empty;
        var aliases = options["aliases"] is YamlSequence list ? list.Items : [];
        string?[] names = [service.Name, service.ContainerName];
        var missing = names.OfType<string>().Distinct()
            .Where(name => !aliases.Any(alias => alias is YamlScalar scalar && scalar.Value == name));
        var all = new YamlSequence([.. aliases, .. missing.Select(name => new YamlScalar(name))]);
        return (network.Name, (YamlNode)options.With("aliases", all));
    }));
}
