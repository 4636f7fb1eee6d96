using Perch.Docker;
using Perch.Pods;

namespace Perch.Cli.Doctor;

/// <summary>Who lives in a pod's namespace, or wants to: what Docker refuses to such a container, and what the agent
/// does not mend.</summary>
internal static class JoinedChecks
{
    public static IEnumerable<Finding> Of(Facts facts) =>
    [
        .. facts.ComposeErrors.Select(error => Finding.Fail(
            "compose-file", $"{error with { Fix = null }}",
            error.Fix ?? "'perch check' shows the file's mistakes, all at once.")),
        .. from joined in facts.Joined
           from pod in facts.Pods
           from holder in pod.Pod.Holder is { } there ? (Container[])[there] : []
           where !Membership.IsOrphan(holder, joined)
           from finding in Of(pod, holder, joined)
           select finding,
    ];

    private static IEnumerable<Finding> Of(PodReport pod, Container holder, Container joined)
    {
        if (joined is { IsRunning: false, Error.Length: > 0 })
        {
            yield return Finding.Fail(
                "joined", $"{joined.Name} could not be started in the namespace of {pod.Service}: {joined.Error}",
                "Ports, dns, hostname, extra_hosts and net.* sysctls belong to the service that has x-anycast.");
        }
        else if (Membership.IsLeftBehind(holder, joined))
        {
            yield return Finding.Warn(
                "joined", $"{joined.Name} is still in the network that {holder.Name} had before its last start",
                $"'docker restart {joined.Name}': nobody else does, for it is no part of {pod.Service}.");
        }
    }
}
