using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Pods;

namespace Perch.Cli.Pods;

/// <summary>Brings the containers of a project up through Compose, and restarts what Compose leaves behind: members
/// whose holder was restarted without them.</summary>
internal sealed class PodStart(DockerClient docker, DockerCompose compose, Screen screen)
{
    private const string ServiceLabel = "com.docker.compose.service";

    public async Task StartAsync(AnycastProject project, bool removeOrphans, CancellationToken cancellationToken)
    {
        var file = project.File;
        IReadOnlyList<string> orphans = removeOrphans ? ["--remove-orphans"] : [];
        // Compose creates everything before it starts anything: a container from the time when the service ran plainly
        // has let go of its ports and addresses when the holder wants them.
        await compose.RunAsync(file, ["up", "--detach", .. orphans], cancellationToken);
        var strays = await StraysAsync(project.Name, cancellationToken);
        if (strays.Count > 0)
        {
            screen.Say($"{string.Join(", ", strays)}: the holder was restarted without them; restarting them too");
            await compose.RunAsync(file, ["restart", "--no-deps", .. strays], cancellationToken);
        }
    }

    /// <summary>Services whose container is older than the last start of its holder. The application comes first: the
    /// speaker looks at it as soon as it runs.</summary>
    private async Task<IReadOnlyList<string>> StraysAsync(string project, CancellationToken cancellationToken)
    {
        var pods = await new PodFinder(docker).FindAsync(project, cancellationToken);
        return
        [
            .. from pod in pods
               from holder in Present(pod.Holder)
               from member in Present(pod.Application, pod.Speaker)
               where Membership.IsLeftBehind(holder, member)
               select member.Labels[ServiceLabel],
        ];
    }

    private static IEnumerable<Container> Present(params Container?[] containers) => containers.OfType<Container>();
}
