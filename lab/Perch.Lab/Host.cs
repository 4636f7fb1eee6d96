using System.Runtime.CompilerServices;

namespace Perch.Lab;

/// <summary>A Docker host: an engine and a router on one machine, as an operator has it.</summary>
public sealed class Host(Machine machine, IRouter router, string podNetwork)
{
    public Machine Machine => machine;

    public DockerEngine Engine { get; } = new(machine);

    public IRouter Router => router;

    /// <summary>First three numbers of the network that this host's pods are in.</summary>
    public string PodNetwork => podNetwork;

    /// <summary>The same of IPv6: "fd00:172:18:3".</summary>
    public string PodNetworkV6 => UniqueLocal.Of(podNetwork + ".0")[..^2];

    /// <summary>Where <c>./build</c> leaves the executables and images of this checkout.</summary>
    public static string Artifacts { get; } = Path.Combine(Checkout(), "artifacts");

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(router.StartAsync(cancellationToken), Engine.StartAsync(cancellationToken));

    /// <summary>Lets Docker forward to an anycast address: it drops what is routed to a container.</summary>
    public async Task ForwardToAsync(string address, CancellationToken cancellationToken) =>
        await machine.DoAsync($"iptables -I DOCKER-USER -d {address} -j ACCEPT", cancellationToken);

    /// <summary>The same for an IPv6 address, where the engine filters those at all: 27 is the first that does by
    /// itself.</summary>
    public async Task ForwardToV6Async(string address, CancellationToken cancellationToken) =>
        await machine.DoAsync(
            $"! ip6tables -S DOCKER-USER 2>/dev/null || ip6tables -I DOCKER-USER -d {address} -j ACCEPT",
            cancellationToken);

    /// <summary>Puts <c>perch</c> on the path, as an installation does, with its images beside it.</summary>
    public async Task InstallPerchAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(Artifacts, "perch")))
        {
            throw new LabException($"there is no {Artifacts}/perch: run ./build");
        }

        await machine.DoAsync($"ln -sf {Artifacts}/perch /usr/local/bin/perch", cancellationToken);
    }

    private static string Checkout([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
