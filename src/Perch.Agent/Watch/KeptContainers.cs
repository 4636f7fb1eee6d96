using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Perch.Agent.Reconcile;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Watch;

/// <summary>
/// What the agent keeps of a pod's containers while they are there, on disk: each as the engine inspects it, with its
/// image. A container that is gone is made again from this; an image that was pruned tells defaults from settings.
/// </summary>
internal sealed class KeptContainers(string directory)
{
    /// <summary>What a user can change: of the rest, much changes by itself.</summary>
    private static readonly string[][] Settings =
        [["Id"], ["Name"], ["Config"], ["HostConfig"], ["NetworkSettings", "Networks"]];

    /// <summary>A container's environment may hold secrets.</summary>
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<string, string> _written = [];

    public bool HasHolder(PodKey pod) => File.Exists(PathOf(pod, PodNames.HolderRole));

    /// <summary>Keeps every container of a pod that runs: what runs was made right.</summary>
    public async Task KeepAsync(Sighting pod, DockerClient docker, CancellationToken cancellationToken)
    {
        foreach (var container in pod.Pod.Containers.Where(container => container.IsRunning))
        {
            if (pod.Find(container.Id) is { } raw)
            {
                await KeepAsync(pod.Pod.Key, Sighting.RoleOf(raw), raw, docker, cancellationToken);
            }
        }
    }

    private async Task KeepAsync(
        PodKey pod, string role, Container container, DockerClient docker, CancellationToken cancellationToken)
    {
        var path = PathOf(pod, role);
        var settings = string.Concat(Settings.Select(at => container.Json.At(at)?.GetRawText()));
        if (_written.GetValueOrDefault(path) == settings)
        {
            return;
        }

        var known = Find(pod, role);
        var image = (await docker.FindImageAsync(container.ImageId, cancellationToken))?.Json
            ?? (known?.Container.ImageId == container.ImageId ? known.Image : null);
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        Write(path, new JsonObject
        {
            ["container"] = JsonNode.Parse(container.Json.GetRawText()),
            ["image"] = image is { } there ? JsonNode.Parse(there.GetRawText()) : null,
        });
        _written[path] = settings;
    }

    /// <summary>Null when nothing is kept, or what is cannot be read.</summary>
    public KeptContainer? Find(PodKey pod, string role)
    {
        var path = PathOf(pod, role);
        try
        {
            return File.Exists(path) && JsonElement.Parse(File.ReadAllBytes(path)) is var kept
                && kept.At("container") is { } container
                ? new KeptContainer(new Container(container), kept.At("image"))
                : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Of pods that are gone nothing is kept.</summary>
    public void KeepOnly(IEnumerable<PodKey> pods)
    {
        try
        {
            Forget(pods);
        }
        catch (IOException)
        {
            // A disk that became read-only: what is kept too long harms nobody.
        }
    }

    private void Forget(IEnumerable<PodKey> pods)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        var wanted = pods.Select(Prefix).ToHashSet();
        foreach (var path in Directory.GetFiles(directory))
        {
            var name = Path.GetFileName(path);
            if (name.LastIndexOf('~') is var end and > 0 && !wanted.Contains(name[..(end + 1)]))
            {
                File.Delete(path);
                _written.Remove(path);
            }
        }
    }

    /// <summary>Under another name first: a crash leaves the old one or the new one, whole.</summary>
    private static void Write(string path, JsonObject kept)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.UTF8.GetBytes(kept.ToJsonString()));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Neither a project nor a service can have a tilde in its name.</summary>
    private static string Prefix(PodKey pod) => $"{pod.Project}~{pod.Service}~";

    private string PathOf(PodKey pod, string role) => Path.Combine(directory, $"{Prefix(pod)}{role}.json");
}

/// <summary>A container and its image, as they were.</summary>
internal sealed record KeptContainer(Container Container, JsonElement? Image);
