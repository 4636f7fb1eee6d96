using System.Diagnostics;
using Perch.Model.Config;

namespace Perch.Tests.Interop;

/// <summary>How the host's router is set up for a test.</summary>
internal sealed record HostSetup
{
    public string RouterId { get; init; } = "192.0.2.1";

    /// <summary>OSPFv2, and IPv4 addresses on both sides.</summary>
    public bool Ipv4 { get; init; } = true;

    /// <summary>OSPFv3, and IPv6 addresses on both sides.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>An IPv6 network on the link, not its link-local addresses alone.</summary>
    public bool Ipv6Network { get; init; }

    public bool PointToPoint { get; init; }

    public string Area { get; init; } = "0";

    public bool Nssa { get; init; }

    public int Hello { get; init; } = 1;

    public int Dead { get; init; } = 4;

    /// <summary>None: packets are not authenticated.</summary>
    public IReadOnlyList<HostKey> Keys { get; init; } = [];

    /// <summary>RFC 5082; BIRD alone.</summary>
    public bool TtlSecurity { get; init; }

    /// <summary>Routes of other parts of the network, announced into the area by the host.</summary>
    public int ForeignRoutes { get; init; }
}

/// <summary>A key as the host's router is told it.</summary>
internal sealed record HostKey(int Id, AuthenticationAlgorithm Algorithm, string Secret)
{
    /// <summary>When it is sent with.</summary>
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>A real BIRD or FRR in the host's namespace.</summary>
internal abstract class HostRouter(Wiring wiring) : IDisposable
{
    private readonly List<Process> _processes = [];

    public static HostRouter Start(string kind, Wiring wiring, HostSetup setup)
    {
        HostRouter router = kind == "bird" ? new Bird(wiring) : new Frr(wiring);
        router.Start(setup);
        return router;
    }

    protected Wiring Wiring { get; } = wiring;

    protected List<string> Log { get; } = [];

    /// <summary>The cost that the router has computed for a route, with its kind, as it prints them.</summary>
    public abstract string Route(string address);

    /// <summary>It has waited and is designated router, or has nothing to wait for.</summary>
    public abstract bool IsReady(bool ipv6 = false);

    /// <summary>What it knows about its neighbors, as it prints it.</summary>
    public abstract string Neighbors(bool ipv6 = false);

    /// <summary>Its link-state database, as it prints it.</summary>
    public abstract string Database(bool ipv6 = false);

    /// <summary>What it has logged, for a message when a test fails.</summary>
    public override string ToString()
    {
        lock (Log)
        {
            return string.Join('\n', Log.TakeLast(30));
        }
    }

    public void Dispose() => Stop();

    /// <summary>Ends it as a power failure would.</summary>
    public void Stop()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        _processes.Clear();
    }

    public abstract void Start(HostSetup setup);

    protected void Run(params string[] line)
    {
        string[] inside = ["nsenter", $"--net=/run/netns/{Wiring.Host}", .. line];
        _processes.Add(Command.Start(Note, inside));
    }

    private void Note(string line)
    {
        lock (Log)
        {
            Log.Add(line);
        }
    }
}
