using Perch.Docker;

namespace Perch.Pods;

/// <summary>Whether a member shares the namespace that its holder has now, told from the engine's words
/// alone.</summary>
public static class Membership
{
    private const string Container = "container:";

    /// <summary>It was made for a holder that exists no more: it must be recreated.</summary>
    public static bool IsOrphan(Container holder, Container member) =>
        member.NetworkMode.StartsWith(Container, StringComparison.Ordinal)
        && member.NetworkMode[Container.Length..] is var bound
        && bound != holder.Id && bound != holder.Name;

    /// <summary>It has run since before the holder's last start, in a namespace that nothing reaches: a restart
    /// brings it back. Neither a missing interface nor Docker's own health check would show this.</summary>
    public static bool IsLeftBehind(Container holder, Container member) =>
        member.IsRunning && holder.IsRunning && member.StartedAt < holder.StartedAt;

    /// <summary>Whether what the speaker says of itself concerns the namespace that the world sees.</summary>
    public static bool IsCutOff(FoundPod pod) => pod is { Holder: { } holder, Speaker: { } speaker }
        && (!holder.IsRunning || IsOrphan(holder, speaker) || IsLeftBehind(holder, speaker));
}
