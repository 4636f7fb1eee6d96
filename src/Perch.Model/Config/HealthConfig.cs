namespace Perch.Model.Config;

/// <summary>How the speaker learns whether the application answers.</summary>
public sealed record HealthConfig
{
    /// <summary>Whether every probe must pass, or one is enough.</summary>
    public Require Require { get; set; } = Require.All;

    /// <summary>From the start of one look to the start of the next. 100 ms to 60 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one look may take. 10 ms to the interval.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Looks in a row that must pass before the address is announced; for the first time 100 ms apart. 1 to
    /// 100.</summary>
    public int Rise { get; set; } = 3;

    /// <summary>Looks in a row that must fail before the address is withdrawn. 1 to 100. After a first failure the
    /// next look follows at once.</summary>
    public int Fall { get; set; } = 2;

    /// <summary>How long an announcement lives without a completed look. Longer than interval + timeout, at
    /// most 5 min.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a withdrawn service must wait at least; doubles while it flaps.</summary>
    public TimeSpan HoldDown { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the doubling ends.</summary>
    public TimeSpan HoldDownMax { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The looks themselves. Empty: the <see cref="Listeners"/> are the only condition.</summary>
    public IReadOnlyList<ProbeConfig> Probes { get; set; } = [];

    /// <summary>Sockets that must be listening in the namespace, as "udp/53" or "tcp/53".</summary>
    public IReadOnlyList<string> Listeners { get; set; } = [];
}

/// <summary>How several probes make one verdict.</summary>
public enum Require
{
    All,
    Any,
}
