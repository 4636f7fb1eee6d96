using System.Text.Json;

namespace Perch.Docker.Endpoint;

/// <summary>The Docker CLI's configuration directory: config.json, and contexts/meta/*/meta.json.</summary>
public sealed class ContextStore(string directory)
{
    /// <summary>The context that "docker context use" chose; null when none was.</summary>
    public string? Current() =>
        Read(Path.Combine(directory, "config.json")) is { } config ? config.Text("currentContext") : null;

    /// <summary>Directories are named by the SHA-256 of the context's name; reading the name needs no
    /// hash.</summary>
    public DockerContext Find(string name)
    {
        var contexts = Path.Combine(directory, "contexts", "meta");
        var names = new List<string>();
        foreach (var folder in Directory.Exists(contexts) ? Directory.GetDirectories(contexts) : [])
        {
            if (Read(Path.Combine(folder, "meta.json")) is not { } meta)
            {
                continue;
            }

            names.Add(meta.Text("Name") ?? "");
            if (names[^1] == name)
            {
                var keys = Path.Combine(directory, "contexts", "tls", Path.GetFileName(folder), "docker");
                return new DockerContext(
                    meta.Text("Endpoints", "docker", "Host") ?? "", Directory.Exists(keys) ? keys : null,
                    meta.Flag("Endpoints", "docker", "SkipTLSVerify"));
            }
        }

        names.Sort(StringComparer.Ordinal);
        var known = string.Join(", ", names.Prepend("default"));
        throw new DockerException($"There is no Docker context '{name}' in {contexts}; there are: {known}");
    }

    private static JsonElement? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonElement.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException error)
        {
            throw new DockerException($"{path} is not JSON: {error.Message}", error);
        }
    }
}

/// <summary>What a context says of its engine.</summary>
/// <param name="Host">As in DOCKER_HOST; empty for the default socket.</param>
/// <param name="Keys">Directory with the TLS material that is stored with it; null when there is none.</param>
/// <param name="SkipsVerification">TLS with whoever answers.</param>
public readonly record struct DockerContext(string Host, string? Keys, bool SkipsVerification);
