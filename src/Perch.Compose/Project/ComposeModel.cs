using System.Net;
using System.Net.Sockets;
using Perch.Compose.Yaml;

namespace Perch.Compose.Project;

/// <summary>
/// A Compose file as far as Perch asks anything of it (compose-spec: services, networks, configs, secrets).
/// </summary>
internal sealed class ComposeModel(YamlMapping root, IReadOnlyList<YamlMapping> sources)
{
    public YamlMapping Root { get; } = root;

    public Place At { get; } = new(NodePath.Root, root);

    public IReadOnlyList<Service> Services { get; } =
        [.. Under(root, "services").Select(entry => new Service(entry.Key, entry.Value))];

    public IEnumerable<string> NetworkNames =>
        Under(Root, "networks").Select(entry => entry.Key).Append("default").Distinct();

    public Service? this[string name] => Services.FirstOrDefault(service => service.Name == name);

    /// <summary>
    /// A top-level config, secret, volume or network; null when the file has none of that name.
    /// </summary>
    public Place? Resource(string kind, string name) =>
        Under(Root, kind).Where(entry => entry.Key == name).Select(entry => (Place?)entry.Value).FirstOrDefault();

    /// <summary>
    /// The same in the files themselves, the last first: Compose leaves out what no service uses when it merges them.
    /// </summary>
    public Place? WrittenResource(string kind, string name) => sources.Reverse()
        .SelectMany(source => Under(source, kind))
        .Where(entry => entry.Key == name)
        .Select(entry => (Place?)entry.Value)
        .FirstOrDefault();

    /// <summary>The names of all configs, secrets, volumes or networks, in the files or as Compose merged
    /// them.</summary>
    public IEnumerable<string> ResourceNames(string kind) =>
        sources.Append(Root).SelectMany(source => Under(source, kind)).Select(entry => entry.Key).Distinct();

    /// <summary>The subnets of both families that the file gives a network; none when Docker chooses.</summary>
    public IEnumerable<IPNetwork> Subnets(string network) =>
        from config in Resource("networks", network)?["ipam"]?["config"]?.Items ?? []
        let subnet = IPNetwork.TryParse(config["subnet"]?.Text, out var parsed) ? parsed : (IPNetwork?)null
        where subnet is not null
        select subnet.Value;

    public IEnumerable<IPNetwork> Subnets(string network, AddressFamily family) =>
        Subnets(network).Where(subnet => subnet.BaseAddress.AddressFamily == family);

    /// <summary>
    /// By what the speaker knows an interface: its IPv4 subnet, on a network without IPv4 that of IPv6.
    /// </summary>
    public IEnumerable<string> OspfSubnets(string network)
    {
        var v4 = Subnets(network, AddressFamily.InterNetwork).Select(subnet => subnet.ToString()).ToList();
        return v4.Count > 0 ? v4 : Subnets(network, AddressFamily.InterNetworkV6).Select(subnet => subnet.ToString());
    }

    /// <summary>True when a service runs in the network namespace of another.</summary>
    public static bool Joins(Service service, Service owner) =>
        service.NetworkMode is { } mode
        && (mode == "service:" + owner.Name || (owner.ContainerName is { } name && mode == "container:" + name));

    private static IEnumerable<(string Key, Place Value)> Under(YamlMapping root, string key) =>
        new Place(NodePath.Root, root)[key]?.Entries ?? [];
}
