namespace Perch.Lab;

/// <summary>
/// The network of the lab, over which an anycast address is reached:
/// <code>
///   client 10.99.0.2 ── 10.99.0.1 router 10.99.1.1 ── 10.99.1.2 hosta   pods in 172.18.3.0/24
///                                        10.99.2.1 ── 10.99.2.2 hostb   pods in 172.18.4.0/24
/// </code>
/// Beside each IPv4 address stands an IPv6 address that reads like it: fd00:10:99:1::2, fd00:172:18:3::/64.
/// The router prefers hosta, so that one instance carries the load until it goes.
/// </summary>
public sealed class AnycastNetwork : IAsyncDisposable
{
    private static readonly TimeSpan ConvergenceLimit = TimeSpan.FromSeconds(20);

    private readonly LabFolder _folder;
    private readonly List<Machine> _machines = [];

    private AnycastNetwork(LabFolder folder) => _folder = folder;

    public Client Client { get; private set; } = null!;

    public IRouter Router { get; private set; } = null!;

    public Host HostA { get; private set; } = null!;

    public Host HostB { get; private set; } = null!;

    public IEnumerable<Host> Hosts => [HostA, HostB];

    public static async Task<AnycastNetwork> StartAsync(NetworkOptions options, CancellationToken cancellationToken)
    {
        var network = new AnycastNetwork(LabFolder.Create());
        try
        {
            await network.BuildAsync(options, cancellationToken);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes down every network that outlived its owner on purpose, and says how many.</summary>
    public static async Task<int> TakeDownKeptAsync()
    {
        var kept = LabFolder.All().Where(folder => folder.IsKept).ToList();
        foreach (var folder in kept)
        {
            await Task.WhenAll(Machine.LeftIn(folder).Select(Machine.SwitchOffAsync));
            folder.Dispose();
        }

        return kept.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_machines.Select(machine => machine.DisposeAsync().AsTask()));
        _folder.Dispose();
    }

    private async Task BuildAsync(NetworkOptions options, CancellationToken cancellationToken)
    {
        _folder.IsKept = options.Keep;
        var machine = new MachineOptions { Keep = options.Keep };
        var client = await AddAsync("client", machine, cancellationToken);
        var router = await AddAsync("router", machine, cancellationToken);
        var docker = machine with
        {
            Debian = options.Debian,
            Folders = [DockerEngine.Images, .. options.Folders],
        };
        var hostA = await AddAsync("hosta", docker, cancellationToken);
        var hostB = await AddAsync("hostb", docker, cancellationToken);
        await JoinAsync(router, client, "10.99.0", cancellationToken);
        await JoinAsync(router, hostA, "10.99.1", cancellationToken);
        await JoinAsync(router, hostB, "10.99.2", cancellationToken);
        await client.DoAsync(
            $"ip route add default via 10.99.0.1 && ip -6 route add default via {UniqueLocal.Of("10.99.0.1")}",
            cancellationToken);

        Client = new Client(client);
        Router = options.NewRouter(router, new RouterOptions
        {
            RouterId = "10.99.0.1",
            Interfaces =
            [
                new OspfInterface("client") { Passive = true },
                Cable("hosta"),
                Cable("hostb") with { Cost = 20 },
            ],
        });
        HostA = NewHost(hostA, "10.99.1.2", "172.18.3", options);
        HostB = NewHost(hostB, "10.99.2.2", "172.18.4", options);
        await Task.WhenAll(
            Router.StartAsync(cancellationToken), HostA.StartAsync(cancellationToken),
            HostB.StartAsync(cancellationToken));
        foreach (var host in Hosts)
        {
            await host.Machine.RouteAsync("10.99.0.0/24", ConvergenceLimit, cancellationToken);
            await host.Machine.RouteAsync(UniqueLocal.Of("10.99.0.0/24"), ConvergenceLimit, cancellationToken);
        }
    }

    private static OspfInterface Cable(string name) =>
        new(name) { PointToPoint = true, HelloSeconds = 1, DeadSeconds = 4 };

    private static Host NewHost(Machine machine, string address, string podNetwork, NetworkOptions options) =>
        new(
            machine,
            options.NewRouter(machine, new RouterOptions
            {
                RouterId = address,
                Interfaces = [Cable("uplink"), options.Bridges],
            }),
            podNetwork);

    private async Task<Machine> AddAsync(string name, MachineOptions options, CancellationToken cancellationToken)
    {
        var machine = await Machine.StartAsync(_folder, name, options, cancellationToken);
        _machines.Add(machine);
        return machine;
    }

    private static Task JoinAsync(
        Machine router, Machine other, string network, CancellationToken cancellationToken) =>
        Machine.CableAsync(
            new CableEnd(router, other.Name, $"{network}.1/24"), new CableEnd(other, "uplink", $"{network}.2/24"),
            cancellationToken);
}

/// <summary>What the network is made of.</summary>
public sealed record NetworkOptions
{
    /// <summary>The Debian of the hosts: trixie with Engine 26.1.5, or bookworm with 20.10.24.</summary>
    public string Debian { get; init; } = "trixie";

    /// <summary>FRR on router and hosts instead of BIRD.</summary>
    public bool Frr { get; init; }

    /// <summary>Whether it outlives us.</summary>
    public bool Keep { get; init; }

    /// <summary>Folders of this machine that the hosts see under the same path.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>How the hosts speak OSPF on the bridges of their pods.</summary>
    public OspfInterface Bridges { get; init; } = new("br-*");

    /// <summary>Whether BIRD logs every change of a neighbor.</summary>
    public bool LogsEvents { get; init; }

    public IRouter NewRouter(Machine machine, RouterOptions options) =>
        Frr ? new FrrRouter(machine, options) : new BirdRouter(machine, options with { LogsEvents = LogsEvents });
}
