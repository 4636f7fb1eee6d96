namespace Perch.Agent.Reconcile;

/// <summary>What the engine says of one container, as far as healing is decided by it.</summary>
public sealed record SeenContainer
{
    public const string Shares = "container:";

    public required string Id { get; init; }

    /// <summary>Its own name, also while it is called otherwise.</summary>
    public required string Name { get; init; }

    /// <summary>A holder that is called otherwise, so that a member can be bound to its name: for milliseconds, or for
    /// ever if whoever did so is gone.</summary>
    public bool IsMisnamed { get; init; }

    /// <summary>"created", "running", "paused", "restarting", "exited", "dead", "removing".</summary>
    public required string State { get; init; }

    /// <summary>Its last start by the engine's clock.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Why its last start failed; empty when it did not. The engine clears it with the next start.</summary>
    public string Error { get; init; } = "";

    /// <summary>"container:ID", or "container:NAME" where the engine keeps the name.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>Its restart policy is "always" or "unless-stopped": whoever made it wants it to run.</summary>
    public bool IsMeantToRun { get; init; } = true;

    /// <summary>Paused is running to the engine: its namespace is there.</summary>
    public bool IsRunning => State is "running" or "paused";

    public bool IsPaused => State == "paused";

    public bool WasNeverStarted => State == "created" && Error.Length == 0;

    /// <summary>The engine's words (daemon/container_operations.go and monitor.go, 20.10 to 28) when the container
    /// whose namespace this one joins does not run, or exists no more.</summary>
    public bool LacksItsNamespace =>
        Error.Contains("network namespace", StringComparison.OrdinalIgnoreCase)
        || Error.Contains("non running container", StringComparison.OrdinalIgnoreCase)
        || Error.Contains("network of", StringComparison.OrdinalIgnoreCase)
        || Error.Contains("No such container", StringComparison.OrdinalIgnoreCase);

    /// <summary>A start would put it into the namespace of this holder.</summary>
    public bool IsBoundTo(SeenContainer holder) =>
        NetworkMode == Shares + holder.Id || NetworkMode == Shares + holder.Name;

    /// <summary>It runs in the namespace that the holder has now. Neither the interfaces that it sees nor its health
    /// check would tell.</summary>
    public bool IsIn(SeenContainer holder) => IsBoundTo(holder) && StartedAt > holder.StartedAt;
}
