using Perch.Cli.Project;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Cli.Doctor;

/// <summary>Asks the engine, the speakers and this machine.</summary>
internal sealed class FactFinder(Session session, DockerClient docker)
{
    public async Task<Facts> FindAsync(
        string? project, ProjectSelection selection, CancellationToken cancellationToken)
    {
        var containers = await docker.ListContainersAsync([], cancellationToken);
        var compose = await DockerCompose.FindAsync(session, cancellationToken);
        var pods = await new PodReader(docker).ReadAsync(project, cancellationToken);
        var networks = await docker.ListNetworksAsync(cancellationToken);
        var here = networks.Select(network => network.Bridge ?? "").Any(IsInterfaceHere);
        return new Facts
        {
            Endpoint = docker.Endpoint,
            Version = await docker.EngineVersionAsync(cancellationToken),
            Engine = await docker.EngineInfoAsync(cancellationToken),
            Compose = compose?.Version,
            ComposeErrors = await AnycastProject.ErrorsAsync(session, selection, compose, cancellationToken),
            Networks = networks,
            Containers = containers,
            Joined = await JoinedAsync(containers, pods, cancellationToken),
            Pods = pods,
            IsThisMachine = here,
            FirewallRules = here ? await RulesAsync("iptables", cancellationToken) : null,
            FirewallRulesV6 = here ? await RulesV6Async(cancellationToken) : null,
            ForwardsV6 = here ? Read("/proc/sys/net/ipv6/conf/all/forwarding").Trim() == "1" : null,
            LinkLocal = here ? LinkLocal(Read("/proc/net/if_inet6")) : null,
        };
    }

    /// <summary>Those that name a holder, or one that is gone, and carry no label of ours.</summary>
    private async Task<IReadOnlyList<Container>> JoinedAsync(
        IReadOnlyList<ContainerEntry> containers, IReadOnlyList<PodReport> pods, CancellationToken cancellationToken)
    {
        var holders = pods.Select(pod => pod.Pod.Holder).OfType<Container>()
            .SelectMany(holder => (string[])[holder.Id, holder.Name]).ToHashSet();
        var found = new List<Container>();
        foreach (var entry in containers.Where(entry => !entry.Labels.ContainsKey(PodNames.PodLabel)
            && entry.NetworkMode.Split(':', 2) is ["container", var owner] && holders.Contains(owner)))
        {
            found.AddRange(
                await docker.FindContainerAsync(entry.Id, cancellationToken) is { } there ? [there] : (Container[])[]);
        }

        return found;
    }

    /// <summary>The engine calls its first bridge docker0 on every machine: only the others prove anything.</summary>
    private static bool IsInterfaceHere(string bridge) =>
        bridge is not ("" or "docker0") && Directory.Exists("/sys/class/net/" + bridge);

    /// <summary>
    /// Interfaces with a link-local address, from if_inet6: address, index, prefix length, scope, flags, name.
    /// </summary>
    internal static IReadOnlySet<string> LinkLocal(string table) =>
        table.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length == 6 && fields[0].StartsWith("fe8", StringComparison.Ordinal))
            .Select(fields => fields[5])
            .ToHashSet();

    private async Task<IReadOnlyList<string>?> RulesAsync(string program, CancellationToken cancellationToken)
    {
        var output = await ChildProcess.CaptureAsync(
            [program, "-S", "DOCKER-USER"], session.Directory, cancellationToken);
        return output is { ExitCode: 0 } rules ? rules.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    /// <summary>An engine that filters no IPv6 makes no chain, and leaves the policy as it is: to accept.</summary>
    private async Task<IReadOnlyList<string>?> RulesV6Async(CancellationToken cancellationToken)
    {
        if (await RulesAsync("ip6tables", cancellationToken) is { } rules)
        {
            return rules;
        }

        var forward = await ChildProcess.CaptureAsync(
            ["ip6tables", "-S", "FORWARD"], session.Directory, cancellationToken);
        return forward is { ExitCode: 0 } chain && chain.Stdout.Trim() == "-P FORWARD ACCEPT" ? [] : null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // A kernel without IPv6 has no such file.
            return "";
        }
    }
}
