using Perch.Cli.Pods;
using Perch.Cli.Project;
using Perch.Docker;

namespace Perch.Cli.Doctor;

/// <summary>Asks the engine, the speakers and this machine.</summary>
internal sealed class FactFinder(Session session, DockerClient docker)
{
    public async Task<Facts> FindAsync(string? project, CancellationToken cancellationToken)
    {
        var networks = await docker.ListNetworksAsync(cancellationToken);
        var here = networks.Select(network => network.Bridge ?? "").Any(IsInterfaceHere);
        return new Facts
        {
            Endpoint = docker.Endpoint,
            Version = await docker.EngineVersionAsync(cancellationToken),
            Engine = await docker.EngineInfoAsync(cancellationToken),
            Compose = (await DockerCompose.FindAsync(session, cancellationToken))?.Version,
            Networks = networks,
            Containers = await docker.ListContainersAsync([], cancellationToken),
            Pods = await new PodReader(docker).ReadAsync(project, cancellationToken),
            IsThisMachine = here,
            FirewallRules = here ? await FirewallAsync(cancellationToken) : null,
        };
    }

    /// <summary>The engine calls its first bridge docker0 on every machine: only the others prove anything.</summary>
    private static bool IsInterfaceHere(string bridge) =>
        bridge is not ("" or "docker0") && Directory.Exists("/sys/class/net/" + bridge);

    private async Task<IReadOnlyList<string>?> FirewallAsync(CancellationToken cancellationToken)
    {
        var output = await ChildProcess.CaptureAsync(
            ["iptables", "-S", "DOCKER-USER"], session.Directory, cancellationToken);
        return output is { ExitCode: 0 } rules ? rules.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
    }
}
