using System.Text.Json;

namespace Perch.Docker;

/// <summary>Networks, as the host's router and the operator see them.</summary>
public sealed partial class DockerClient
{
    public async Task<IReadOnlyList<Network>> ListNetworksAsync(CancellationToken cancellationToken)
    {
        var list = await GetAsync("/networks", cancellationToken);
        return [.. list.Items().Select(network => new Network(network))];
    }
}

/// <summary>One element of GET /networks.</summary>
public readonly record struct Network(JsonElement Json)
{
    /// <summary>The bridge driver names an interface after the first 12 digits of the network's
    /// identifier.</summary>
    private const int ShortId = 12;

    public string Id => Json.Text("Id") ?? "";

    public string Name => Json.Text("Name") ?? "";

    public string Driver => Json.Text("Driver") ?? "";

    /// <summary>Without any way in or out.</summary>
    public bool IsInternal => Json.Flag("Internal");

    public IReadOnlyDictionary<string, string> Labels => Json.Texts("Labels");

    public IReadOnlyDictionary<string, string> Options => Json.Texts("Options");

    /// <summary>Subnets of both families, "172.18.3.0/24".</summary>
    public IEnumerable<string> Subnets =>
        Json.Items("IPAM", "Config").Select(config => config.Text("Subnet")).OfType<string>();

    /// <summary>The interface on the host; null when the driver makes none (macvlan, overlay, host).</summary>
    public string? Bridge => Driver != "bridge"
        ? null
        : Options.GetValueOrDefault("com.docker.network.bridge.name") is { Length: > 0 } named ? named
        : Id.Length >= ShortId ? "br-" + Id[..ShortId]
        : null;
}
