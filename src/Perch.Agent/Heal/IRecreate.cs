using System.Text.Json;
using Perch.Agent.Journal;
using Perch.Docker;

namespace Perch.Agent.Heal;

/// <summary>Makes a member anew in the namespace of the holder that is there now, because it was made for a holder that
/// is gone: no restart brings such a member back.</summary>
public interface IRecreate
{
    /// <summary>The kind under which <see cref="RecreateAsync"/> journals what it does.</summary>
    string Kind { get; }

    /// <summary>
    /// Creates the successor as <c>NAME.next</c>, of the same configuration; stops and parks the old one as
    /// <c>NAME.prev</c> with the restart policy "no"; gives the successor its name and starts it; removes the old one,
    /// never its volumes. Bound by the holder's name where the engine lets it (renaming the holder for the moment of
    /// the create, and looking at NetworkMode after it), so that the next time a restart is enough. Each step is
    /// journaled; when one fails, the old one is back as it was.
    /// </summary>
    /// <returns>The successor.</returns>
    /// <exception cref="DockerException">The engine refused, or something of the configuration cannot be carried over;
    /// the message says which. The old container is as it was.</exception>
    Task<Recreated> RecreateAsync(RecreateOrder order, CancellationToken cancellationToken);

    /// <summary>Finishes or undoes what a crash left half done, and ends it.</summary>
    Task RecoverAsync(Operation left, CancellationToken cancellationToken);
}

/// <summary>Which member, and where it is to live.</summary>
public sealed record RecreateOrder
{
    /// <summary>The pod's Compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The pod's service.</summary>
    public required string Service { get; init; }

    /// <summary>The member as the engine inspects it now, raw.</summary>
    public required Container Old { get; init; }

    /// <summary>The image that it was made from, raw: from the engine, or as the agent kept it when the engine has it
    /// no more. Null when neither knows it: then image defaults cannot be told from settings.</summary>
    public required JsonElement? OldImage { get; init; }

    /// <summary>The holder, which runs.</summary>
    public required Container Holder { get; init; }
}

/// <summary>A member made anew.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="BoundByName">Whether a restart is enough when the holder is recreated the next time.</param>
public readonly record struct Recreated(string Id, bool BoundByName);
