using Perch.Docker;
using Perch.Model;

namespace Perch.Pods;

/// <summary>Finds the pods of an engine by their label: no Compose file is needed.</summary>
public sealed class PodFinder(DockerClient docker)
{
    /// <summary>Compose's own label.</summary>
    public const string ProjectLabel = "com.docker.compose.project";

    /// <param name="project">Null finds the pods of every project.</param>
    /// <returns>By project and service.</returns>
    public async Task<IReadOnlyList<FoundPod>> FindAsync(string? project, CancellationToken cancellationToken)
    {
        var labels = new List<string> { PodNames.PodLabel };
        if (project is not null)
        {
            labels.Add($"{ProjectLabel}={project}");
        }

        var found = new SortedDictionary<(string Project, string Service), FoundPod>();
        foreach (var entry in await docker.ListContainersAsync(labels, cancellationToken))
        {
            var key = (entry.Labels.GetValueOrDefault(ProjectLabel, ""), entry.Labels[PodNames.PodLabel]);
            var pod = found.GetValueOrDefault(key) ?? new FoundPod(key.Item1, key.Item2);
            found[key] = await AddAsync(pod, entry, cancellationToken);
        }

        return [.. found.Values];
    }

    private async Task<FoundPod> AddAsync(FoundPod pod, ContainerEntry entry, CancellationToken cancellationToken)
    {
        Container container;
        try
        {
            // Gone between the list and now: Compose is recreating it.
            if (await docker.FindContainerAsync(entry.Id, cancellationToken) is not { } found)
            {
                return pod;
            }

            container = found;
        }
        catch (DockerException error) when (error.Status is not null || error.IsUnanswered)
        {
            // A broken container blinds nobody for the rest.
            var role = entry.Labels.GetValueOrDefault(PodNames.RoleLabel, PodNames.ApplicationRole);
            return pod with { Unreadable = [.. pod.Unreadable, new(role, entry.Name, error.Message)] };
        }

        if (ContainerNames.IsAside(container.Name))
        {
            return pod with { Aside = [.. pod.Aside, container] };
        }

        return entry.Labels.GetValueOrDefault(PodNames.RoleLabel) switch
        {
            PodNames.HolderRole => pod with { Holder = Choose(pod.Holder, container) },
            PodNames.SpeakerRole => pod with { Speaker = Choose(pod.Speaker, container) },
            _ => pod with { Application = Choose(pod.Application, container) },
        };
    }

    /// <summary>While Compose recreates a container there are two of it for a moment: the running one counts.</summary>
    private static Container Choose(Container? known, Container other) =>
        known is { } container && (container.IsRunning || !other.IsRunning) ? container : other;
}
