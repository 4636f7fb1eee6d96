namespace Perch.Model.Config;

/// <summary>How a service leaves on purpose: de-prefer step by step, let the network move, withdraw, be quiet; and
/// comes back on the same steps.</summary>
public sealed record DrainConfig
{
    /// <summary>How long routers have to follow each metric once they have acknowledged it. 0 s to 5 min; 2 s is two
    /// SPF runs of a BIRD (its tick is 1 s). 0 s: no steps.</summary>
    public TimeSpan Deprefer { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The same on SIGTERM, where Docker counts down to SIGKILL. 0 s to 30 s.</summary>
    public TimeSpan DepreferOnStop { get; set; } = TimeSpan.FromSeconds(1);
}
