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

    /// <summary>Where <c>./build</c> leaves the executables and images of this checkout.</summary>
    public static string Artifacts { get; } = Path.Combine(Checkout(), "artifacts");

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(router.StartAsync(cancellationToken), Engine.StartAsync(cancellationToken));

    /// <summary>Lets Docker forward to an anycast address: it drops what is routed to a container.</summary>
    public async Task ForwardToAsync(string address, CancellationToken cancellationToken) =>
        await machine.DoAsync($"iptables -I DOCKER-USER -d {address} -j ACCEPT", cancellationToken);

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
