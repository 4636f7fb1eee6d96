namespace Perch.Lab;

/// <summary>The routing daemon of a machine.</summary>
public interface IRouter
{
    Machine Machine { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>The OSPF neighbors, as the daemon prints them.</summary>
    Task<string> NeighborsAsync(CancellationToken cancellationToken);
}

/// <summary>What a router is told.</summary>
public sealed record RouterOptions
{
    public required string RouterId { get; init; }

    public required IReadOnlyList<OspfInterface> Interfaces { get; init; }

    /// <summary>Whether every change of a neighbor is logged; in a full area, that is a lot.</summary>
    public bool LogsEvents { get; init; }

    /// <summary>More configuration, in the daemon's own language.</summary>
    public string Extra { get; init; } = "";
}

/// <summary>An interface in area 0, by its name, which for BIRD may be a pattern.</summary>
public sealed record OspfInterface(string Name)
{
    public int Cost { get; init; } = 10;

    public int HelloSeconds { get; init; } = 2;

    public int DeadSeconds { get; init; } = 8;

    /// <summary>Advertised, but nobody speaks OSPF on it.</summary>
    public bool Passive { get; init; }

    /// <summary>A cable between two routers: nobody is designated, nobody waits.</summary>
    public bool PointToPoint { get; init; }
}
