using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Heal;

/// <summary>A member that runs in a namespace that nothing reaches.</summary>
internal static class CutOffMember
{
    /// <summary>It serves nobody, so all of Docker's 10 s would be outage. A second is for what it holds to reach its
    /// disk.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it is given to end. A speaker has nothing to save, and takes leave of nobody: in most dead namespaces
    /// nobody would hear it, and in that of a zombie twin the host's router would, and then take no news from its
    /// successor for a second (MinLSArrival). An application that needs longer says so in its own file, with
    /// stop_grace_period.
    /// </summary>
    public static TimeSpan Grace(Container member) =>
        member.Labels.GetValueOrDefault(PodNames.RoleLabel) == PodNames.SpeakerRole
            ? TimeSpan.Zero
            : member.OwnStopTimeout ?? Short;
}
