using System.Globalization;
using System.Text.Json;

namespace Perch.Docker;

/// <summary>Containers: the list by label, and one in full.</summary>
public sealed partial class DockerClient
{
    /// <summary>An engine that hangs on one container answers for the others, who must not wait for it long.</summary>
    private static readonly TimeSpan InspectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Every container, running or not, that carries all of <paramref name="labels"/> ("key" or
    /// "key=value").</summary>
    public async Task<IReadOnlyList<ContainerEntry>> ListContainersAsync(
        IEnumerable<string> labels, CancellationToken cancellationToken)
    {
        var filter = Filter("label", labels);
        var list = await GetAsync($"/containers/json?all=true&filters={filter}", cancellationToken);
        return [.. list.Items().Select(entry => new ContainerEntry(entry))];
    }

    /// <summary>Null when it is gone.</summary>
    public async Task<Container?> FindContainerAsync(string idOrName, CancellationToken cancellationToken)
    {
        try
        {
            var path = $"/containers/{Uri.EscapeDataString(idOrName)}/json";
            return new Container(await GetAsync(path, cancellationToken, InspectTimeout));
        }
        catch (DockerException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private static string Filter(string key, IEnumerable<string> values) =>
        Uri.EscapeDataString($"{{\"{key}\":{Quoted(values)}}}");

    private static string Quoted(IEnumerable<string> values) =>
        $"[{string.Join(',', values.Select(value => $"\"{JsonEncodedText.Encode(value)}\""))}]";
}

/// <summary>One element of GET /containers/json.</summary>
public readonly record struct ContainerEntry(JsonElement Json)
{
    public string Id => Json.Text("Id") ?? "";

    public string Name => Json.Items("Names").FirstOrDefault().ToString().TrimStart('/');

    public string Image => Json.Text("Image") ?? "";

    public string ImageId => Json.Text("ImageID") ?? "";

    /// <summary>"created", "running", "paused", "restarting", "removing", "exited", "dead".</summary>
    public string State => Json.Text("State") ?? "";

    /// <summary>In words: "Up 3 minutes (healthy)", "Exited (1) 2 seconds ago".</summary>
    public string Status => Json.Text("Status") ?? "";

    public IReadOnlyDictionary<string, string> Labels => Json.Texts("Labels");

    /// <summary>"container:&lt;id&gt;" for a member of another's namespace.</summary>
    public string NetworkMode => Json.Text("HostConfig", "NetworkMode") ?? "";

    /// <summary>What it runs, in one line.</summary>
    public string Command => Json.Text("Command") ?? "";

    public bool IsRunning => State == "running";
}

/// <summary>Answer of GET /containers/{id}/json.</summary>
public readonly record struct Container(JsonElement Json)
{
    public string Id => Json.Text("Id") ?? "";

    public string Name => (Json.Text("Name") ?? "").TrimStart('/');

    public string ImageId => Json.Text("Image") ?? "";

    public string State => Json.Text("State", "Status") ?? "";

    public bool IsRunning => Json.Flag("State", "Running");

    public long ExitCode => Json.Number("State", "ExitCode") ?? 0;

    /// <summary>Why it could not be started; empty when it could.</summary>
    public string Error => Json.Text("State", "Error") ?? "";

    /// <summary>"starting", "healthy", "unhealthy"; null without a health check.</summary>
    public string? Health => Json.Text("State", "Health", "Status");

    public long RestartCount => Json.Number("RestartCount") ?? 0;

    /// <summary>As Docker writes it, RFC 3339 with nanoseconds.</summary>
    public DateTimeOffset StartedAt =>
        DateTimeOffset.TryParse(Json.Text("State", "StartedAt"), CultureInfo.InvariantCulture, out var at)
            ? at
            : default;

    /// <summary>What "docker stop" waits before it kills: the container's own, or the engine's 10 s. Negative is
    /// for ever.</summary>
    public TimeSpan StopTimeout => OwnStopTimeout ?? TimeSpan.FromSeconds(10);

    /// <summary>What whoever made it wrote: stop_grace_period, --stop-timeout. Null leaves it to the engine.</summary>
    public TimeSpan? OwnStopTimeout =>
        Json.Number("Config", "StopTimeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>"no", "always", "unless-stopped", "on-failure".</summary>
    public string RestartPolicy => Json.Text("HostConfig", "RestartPolicy", "Name") ?? "";

    /// <summary>"container:&lt;id&gt;" for a member of another's namespace.</summary>
    public string NetworkMode => Json.Text("HostConfig", "NetworkMode") ?? "";

    public string? Variable(string name) => Json.Items("Config", "Env").Select(item => item.ToString())
        .FirstOrDefault(item => item.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public IReadOnlyDictionary<string, string> Labels => Json.Texts("Config", "Labels");

    /// <summary>Identifiers of the networks it is attached to.</summary>
    public IEnumerable<string> NetworkIds => Json.At("NetworkSettings", "Networks") is { } networks
        ? networks.EnumerateObject().Select(network => network.Value.Text("NetworkID") ?? "")
        : [];
}
