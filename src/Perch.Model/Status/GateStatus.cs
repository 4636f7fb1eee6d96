namespace Perch.Model.Status;

/// <summary>The verdict on the application, and how it came about.</summary>
public sealed record GateStatus
{
    /// <summary>"IPv4" or "IPv6" where each family stands for itself; null of a gate for all addresses.</summary>
    public string? Family { get; set; }

    public required GateState State { get; init; }

    /// <summary>How long the gate has been in this state.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>Why it is in this state, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Time left before the service may be announced again; zero when none.</summary>
    public TimeSpan HoldDown { get; set; }

    public required IReadOnlyList<ProbeStatus> Probes { get; init; }

    public required IReadOnlyList<ListenerStatus> Listeners { get; init; }
}

/// <summary>Where a service stands on its way to being announced.</summary>
public enum GateState
{
    Starting,
    Rising,
    Up,
    Falling,
    Down,
    Draining,
    Drained,
}

/// <summary>The last completed look of one probe.</summary>
public sealed record ProbeStatus
{
    /// <summary>As the operator would say it: "dns example.dn42 SOA".</summary>
    public required string Name { get; init; }

    /// <summary>Null before the first look has completed.</summary>
    public bool? Passed { get; set; }

    /// <summary>"NOERROR in 0.4 ms", "no answer within 300 ms".</summary>
    public string? Detail { get; set; }

    public TimeSpan? Ago { get; set; }
}

/// <summary>One socket that must be listening, as "udp/53".</summary>
public sealed record ListenerStatus(string Name, bool Listening)
{
    /// <summary>How many sockets serve it: several share a port with SO_REUSEPORT.</summary>
    public int Sockets { get; set; }
}

/// <summary>One anycast address and where it is bound: the interface's name, or null when nowhere.</summary>
public sealed record AddressStatus(string Address, string? BoundTo)
{
    /// <summary>True when its gate is open and at least one Full neighbor has acknowledged it.</summary>
    public bool Announced { get; set; }

    /// <summary>Other routers that announce it, and can be reached.</summary>
    public IReadOnlyList<AnnouncerStatus> AlsoAnnouncedBy { get; set; } = [];

    /// <summary>Routers whose announcement still lies in the area, and to which no way leads any more.</summary>
    public IReadOnlyList<string> LeftBehindBy { get; set; } = [];

    /// <summary>How much <see cref="AlsoAnnouncedBy"/> is worth.</summary>
    public Knowledge Knowledge { get; set; }

    /// <summary>Why it is not complete; null when it is.</summary>
    public string? KnowledgeReason { get; set; }
}
