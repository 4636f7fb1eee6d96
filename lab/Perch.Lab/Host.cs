namespace Perch.Lab;

/// <summary>A Docker host: an engine and a router on one machine, as an operator has it.</summary>
public sealed class Host(Machine machine, IRouter router, string podNetwork)
{
    public Machine Machine => machine;

    public DockerEngine Engine { get; } = new(machine);

    public IRouter Router => router;

    /// <summary>First three numbers of the network that this host's pods are in.</summary>
    public string PodNetwork => podNetwork;

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(router.StartAsync(cancellationToken), Engine.StartAsync(cancellationToken));

    /// <summary>Lets Docker forward to an anycast address: it drops what is routed to a container.</summary>
    public async Task ForwardToAsync(string address, CancellationToken cancellationToken) =>
        await machine.DoAsync($"iptables -I DOCKER-USER -d {address} -j ACCEPT", cancellationToken);
}
