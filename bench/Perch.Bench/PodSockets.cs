using Perch.Lab;

namespace Perch.Bench;

/// <summary>
/// A bystander in a pod's network, to whom the kernel tells of the end of every UDP socket on port 53: those of the
/// name server alone, for of TCP a probe's connection would be among them. It may be told later than the speaker.
/// </summary>
internal static class PodSockets
{
    public static async Task<Chronicle> FollowAsync(Host host, string member, CancellationToken cancellationToken)
    {
        var pid = await host.Machine.DoAsync(
            $"docker inspect --format '{{{{.State.Pid}}}}' {member}", cancellationToken);
        var enter = $"nsenter --net=/proc/{pid.Trim()}/ns/net";
        var sockets = Chronicle.Follow(host.Machine, $"exec {enter} stdbuf -oL ss -H -E -u -n 'sport = :53'");
        // Two of them have a socket that the kernel answers: the bystander, and the one that looks for it.
        await Until.SoAsync(
            "a bystander in the pod", TimeSpan.FromSeconds(10),
            async token => (await host.Machine.DoAsync(
                $"{enter} ss -H -a -f netlink | grep -o 'diag:ss/[0-9]*' | sort -u | wc -l",
                token)).Trim() is not ("0" or "1"),
            cancellationToken);
        return sockets;
    }
}
