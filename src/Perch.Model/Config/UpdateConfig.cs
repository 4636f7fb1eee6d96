namespace Perch.Model.Config;

/// <summary>How an application is updated: the label <see cref="PodNames.UpdateLabel"/> on the speaker's container.
/// </summary>
public sealed record UpdateConfig
{
    public UpdatePolicy Policy { get; set; }

    /// <summary>How often the registry is asked. 1 min to 7 days.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>When an update may begin, as <see cref="UpdateWindow"/> reads it; null is always.</summary>
    public string? Window { get; set; }

    /// <summary>How long a new image must have been seen before it is taken: a bad or stolen one is often withdrawn
    /// within a day. 0 s to 30 days.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.Zero;

    /// <summary>How long all must stay well before the old container goes. 0 s to 1 h.</summary>
    public TimeSpan Soak { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Old and new side by side on the same ports (SO_REUSEPORT); the route never moves.</summary>
    public bool Overlap { get; set; }
}

/// <summary>Who begins an update.</summary>
public enum UpdatePolicy
{
    /// <summary>Somebody, with <c>perch update</c>.</summary>
    Manual,

    /// <summary>The agent, as soon as there is a new image and the window is open.</summary>
    Auto,
}
