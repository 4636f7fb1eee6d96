using Perch.Agent.Reconcile;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent.Watch;

/// <summary>Looks at the pods of an engine: a list, and then one container after the other, so that one that the engine
/// cannot describe blinds nobody for the rest.</summary>
internal sealed class Lookout(DockerClient docker)
{
    public Task<IReadOnlyDictionary<PodKey, Sighting>> AllAsync(CancellationToken cancellationToken) =>
        LookAsync([PodNames.PodLabel], cancellationToken);

    public async Task<Sighting> OneAsync(PodKey key, CancellationToken cancellationToken)
    {
        List<string> labels = [$"{PodNames.PodLabel}={key.Service}"];
        if (key.Project.Length > 0)
        {
            labels.Add($"{PodFinder.ProjectLabel}={key.Project}");
        }

        return (await LookAsync(labels, cancellationToken)).GetValueOrDefault(key) ?? Sighting.Of(key, [], []);
    }

    public static PodKey KeyOf(IReadOnlyDictionary<string, string> labels) =>
        new(labels.GetValueOrDefault(PodFinder.ProjectLabel, ""), labels.GetValueOrDefault(PodNames.PodLabel, ""));

    private async Task<IReadOnlyDictionary<PodKey, Sighting>> LookAsync(
        IEnumerable<string> labels, CancellationToken cancellationToken)
    {
        var found = new Dictionary<PodKey, Sighting>();
        var entries = await docker.ListContainersAsync(labels, cancellationToken);
        var hung = 0;
        foreach (var pod in entries.GroupBy(entry => KeyOf(entry.Labels)))
        {
            var containers = new List<Container>();
            var unreadable = new List<(ContainerEntry, string)>();
            foreach (var entry in pod)
            {
                try
                {
                    // Null is gone since the list: Compose is at work, and events will tell.
                    containers.AddRange(
                        await docker.FindContainerAsync(entry.Id, cancellationToken) is { } there ? [there] : []);
                }
                catch (DockerException error) when (error.Status is not null || (error.IsUnanswered && ++hung == 1))
                {
                    // When it hangs on a second one as well, it is the engine that hangs.
                    unreadable.Add((entry, error.Message));
                }
            }

            found[pod.Key] = Sighting.Of(pod.Key, containers, unreadable);
        }

        return found;
    }
}
