using System.Text.Json;

namespace Perch.Docker;

/// <summary>What the engine says of itself: /version and /info.</summary>
public sealed partial class DockerClient
{
    public async Task<EngineVersion> EngineVersionAsync(CancellationToken cancellationToken) =>
        new(await GetAsync("/version", cancellationToken));

    public async Task<EngineInfo> EngineInfoAsync(CancellationToken cancellationToken) =>
        new(await GetAsync("/info", cancellationToken));
}

/// <summary>Answer of GET /version.</summary>
public readonly record struct EngineVersion(JsonElement Json)
{
    /// <summary>"20.10.24+dfsg1".</summary>
    public string Version => Json.Text("Version") ?? "unknown";

    /// <summary>As Go writes it: "amd64", "arm64", "arm".</summary>
    public string Architecture => Json.Text("Arch") ?? "unknown";

    public string OperatingSystem => Json.Text("Os") ?? "linux";
}

/// <summary>Answer of GET /info.</summary>
public readonly record struct EngineInfo(JsonElement Json)
{
    /// <summary>The engine's host name.</summary>
    public string Name => Json.Text("Name") ?? "unknown";

    /// <summary>The runtime that it gives to a container that names none.</summary>
    public string DefaultRuntime => Json.Text("DefaultRuntime") ?? "runc";

    public bool LiveRestore => Json.Flag("LiveRestoreEnabled");

    public bool Forwarding => Json.Flag("IPv4Forwarding");

    /// <summary>"name=rootless", "name=userns", "name=seccomp,profile=default".</summary>
    public IEnumerable<string> SecurityOptions => Json.Items("SecurityOptions").Select(option => option.ToString());

    public bool Rootless => SecurityOptions.Any(option => option.Contains("name=rootless", StringComparison.Ordinal));

    /// <summary>Warnings the engine itself gives: "bridge-nf-call-iptables is disabled", …</summary>
    public IEnumerable<string> Warnings => Json.Items("Warnings").Select(warning => warning.ToString());
}
