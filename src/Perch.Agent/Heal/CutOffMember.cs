using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Heal;

/// <summary>A member that runs in a namespace that nothing reaches.</summary>
internal static class CutOffMember
{
    /// <summary>
    /// It serves nobody and has nobody to take leave of, so all of Docker's 10 s would be outage. A second is for what
    /// it holds to reach its disk, and for the flush of a speaker that is thought cut off and is not.
    /// </summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>How long it is given to end. An application that needs longer says so in its own file, with
    /// stop_grace_period.</summary>
    public static TimeSpan Grace(Container member) =>
        member.Labels.GetValueOrDefault(PodNames.RoleLabel) == PodNames.SpeakerRole
            ? Short
            : member.OwnStopTimeout ?? Short;
}
