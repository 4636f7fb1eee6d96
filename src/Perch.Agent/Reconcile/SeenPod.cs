namespace Perch.Agent.Reconcile;

/// <summary>A pod as the engine had it at one moment.</summary>
public sealed record SeenPod(PodKey Key)
{
    public SeenContainer? Holder { get; init; }

    /// <summary>Speaker and application. The speaker comes first: its adjacency grows while the application
    /// starts.</summary>
    public IReadOnlyList<SeenContainer> Members { get; init; } = [];

    /// <summary>Containers that somebody is replacing others with: Compose's temporary names, our own .next and
    /// .prev.</summary>
    public IReadOnlyList<string> InFlight { get; init; } = [];

    /// <summary>Sentences on containers that the engine cannot describe; a broken one blinds nobody for the
    /// rest.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>The holder is among the unreadable: nobody knows whether it runs.</summary>
    public bool HolderIsUnreadable { get; init; }

    /// <summary>The agent has what it takes to make the holder again.</summary>
    public bool HolderIsKnown { get; init; }

    public bool IsGone => Holder is null && Members.Count == 0 && Unreadable.Count == 0 && InFlight.Count == 0;

    public IEnumerable<SeenContainer> Containers => Holder is { } holder ? Members.Prepend(holder) : Members;
}
