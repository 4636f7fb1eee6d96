using Perch.Docker;
using Perch.Model;

namespace Perch.Pods;

/// <summary>What the engine alone can tell: a part that is missing, stopped, unhealthy, or in a dead
/// namespace.</summary>
internal static class ContainerReasons
{
    private const string Recreate = "run 'perch up'";

    public static IEnumerable<string> Of(FoundPod pod)
    {
        if (pod is { Holder: null, Application: null, Speaker: null, Unreadable: [] })
        {
            return [$"none of its containers exists: {Recreate}"];
        }

        var found = new List<string>();
        found.AddRange(OfPart("the holder", pod.Holder, Unreadable(pod, PodNames.HolderRole)));
        found.AddRange(OfPart("the speaker", pod.Speaker, Unreadable(pod, PodNames.SpeakerRole)));
        found.AddRange(OfPart("the application", pod.Application, Unreadable(pod, PodNames.ApplicationRole)));
        if (pod.Holder is { IsRunning: true } holder)
        {
            found.AddRange(Strays(holder, pod.Speaker));
            found.AddRange(Strays(holder, pod.Application));
        }

        return found;
    }

    private static UnreadableContainer? Unreadable(FoundPod pod, string role) =>
        pod.Unreadable.FirstOrDefault(broken => broken.Role == role);

    private static IEnumerable<string> OfPart(string part, Container? container, UnreadableContainer? broken)
    {
        if (broken is not null)
        {
            yield return broken.Sentence;
        }

        if (container is not { } there)
        {
            if (broken is not null)
            {
                yield break;
            }

            yield return $"{part}'s container does not exist: {Recreate}";
            yield break;
        }

        var logs = $"see 'docker logs {there.Name}'";
        var sentence = there.State switch
        {
            "running" when there.Health == "unhealthy" => $"Docker's health check calls {there.Name} unhealthy: {logs}",
            "running" => null,
            "restarting" => $"{there.Name} ends again and again (exit code {there.ExitCode}, "
                + $"{there.RestartCount} restarts): {logs}",
            "created" => $"{there.Name} was created and never started{Because(there)}: {Recreate}",
            "paused" => $"{there.Name} is paused: 'docker unpause {there.Name}'",
            _ => $"{there.Name} has ended (exit code {there.ExitCode}){Because(there)}: {logs}",
        };
        if (sentence is not null)
        {
            yield return sentence;
        }
    }

    private static IEnumerable<string> Strays(Container holder, Container? member)
    {
        if (member is not { IsRunning: true } there)
        {
            yield break;
        }

        if (Membership.IsOrphan(holder, there))
        {
            yield return $"{there.Name} belongs to a holder that is gone: {Recreate}";
        }
        else if (Membership.IsLeftBehind(holder, there))
        {
            yield return $"{there.Name} is still in the network that {holder.Name} had before its restart, "
                + $"where nothing reaches it: {Recreate}";
        }
    }

    private static string Because(Container container) => container.Error.Length > 0 ? $" ({container.Error})" : "";
}
