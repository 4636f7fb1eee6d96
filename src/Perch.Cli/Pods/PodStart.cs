using Perch.Cli.Project;
using Perch.Cli.Terminal;
using Perch.Docker;
using Perch.Model;

namespace Perch.Cli.Pods;

/// <summary>Brings the containers of a project up through Compose, past the two places where Compose alone gets
/// stuck: ports held by the service's own plain past, and members left behind in a dead namespace.</summary>
internal sealed class PodStart(DockerClient docker, DockerCompose compose, Screen screen)
{
    private const string ServiceLabel = "com.docker.compose.service";

    public async Task StartAsync(AnycastProject project, bool removeOrphans, CancellationToken cancellationToken)
    {
        var file = project.File;
        IReadOnlyList<string> orphans = removeOrphans ? ["--remove-orphans"] : [];
        var plain = await PlainAsync(project, cancellationToken);
        if (plain.Count > 0)
        {
            // Creating recreates the service, and so lets go of its ports and addresses before the holder wants them.
            var names = string.Join(", ", plain);
            screen.Say($"{names}: ran without a pod until now; its ports and addresses go to the holder");
            await compose.RunAsync(file, ["up", "--no-start", .. orphans], cancellationToken);
        }

        await compose.RunAsync(file, ["up", "--detach", .. orphans], cancellationToken);
        var strays = await StraysAsync(project.Name, cancellationToken);
        if (strays.Count > 0)
        {
            screen.Say($"{string.Join(", ", strays)}: the holder was restarted without them; restarting them too");
            await compose.RunAsync(file, ["restart", "--no-deps", .. strays], cancellationToken);
        }
    }

    /// <summary>Services of the project that run as plain containers, from before they became pods.</summary>
    private async Task<IReadOnlyList<string>> PlainAsync(AnycastProject project, CancellationToken cancellationToken)
    {
        var services = project.Pods.Select(pod => pod.Service).ToHashSet();
        var entries = await docker.ListContainersAsync(
            [$"{PodFinder.ProjectLabel}={project.Name}"], cancellationToken);
        return
        [
            .. entries.Where(entry => !entry.Labels.ContainsKey(PodNames.PodLabel))
                .Select(entry => entry.Labels.GetValueOrDefault(ServiceLabel, ""))
                .Where(services.Contains).Distinct(),
        ];
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
