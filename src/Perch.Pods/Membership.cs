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

    /// <summary>How a member names the holder whose namespace it shares.</summary>
    public static Binding BoundBy(Container holder, Container member) =>
        !member.NetworkMode.StartsWith(Container, StringComparison.Ordinal) ? Binding.None
            : member.NetworkMode[Container.Length..] == holder.Name ? Binding.Name
            : Binding.Id;

    /// <summary>Which namespace a member is in.</summary>
    /// <param name="holder">Null when there is none any more.</param>
    /// <param name="member">Speaker or application.</param>
    /// <param name="hasInterface">Its speaker still has an interface in a namespace that is not the holder's.</param>
    public static Residence ResidenceOf(Container? holder, Container member, bool hasInterface) => member switch
    {
        { IsRunning: false } => Residence.None,
        _ when holder is { IsRunning: true } there && !IsOrphan(there, member) && !IsLeftBehind(there, member) =>
            Residence.Right,
        _ => hasInterface ? Residence.Zombie : Residence.Stale,
    };

    /// <summary>Whether what the speaker says of itself concerns the namespace that the world sees.</summary>
    public static bool IsCutOff(FoundPod pod) => pod is { Holder: { } holder, Speaker: { } speaker }
        && (!holder.IsRunning || IsOrphan(holder, speaker) || IsLeftBehind(holder, speaker));
}

/// <summary>How a member names its holder.</summary>
public enum Binding
{
    /// <summary>It shares nobody's namespace.</summary>
    None,

    /// <summary>By its identifier: when the holder is made anew, the member must be too.</summary>
    Id,

    /// <summary>By its name: when the holder is made anew, a restart of the member is enough.</summary>
    Name,
}

/// <summary>Which namespace a member is in.</summary>
public enum Residence
{
    /// <summary>It does not run, so it is in none.</summary>
    None,

    /// <summary>The one that its holder has.</summary>
    Right,

    /// <summary>One that its holder has no more, and that nothing reaches.</summary>
    Stale,

    /// <summary>One that its holder has no more and that is still connected: two namespaces have the same addresses,
    /// and packets reach either.</summary>
    Zombie,
}
