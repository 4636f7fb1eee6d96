using System.Text.Json.Nodes;

namespace Perch.Agent.Recreate;

/// <summary>Everything a successor is made from, as the engine tells it: raw, so that no field is lost that this
/// version of Perch does not know.</summary>
public sealed record SuccessorOrder
{
    /// <summary>GET /containers/{id}/json of the container to be replaced.</summary>
    public required JsonObject Container { get; init; }

    /// <summary>GET /images/{id}/json of the image that it was created from: what the user did not set is told by
    /// it.</summary>
    public required JsonObject OldImage { get; init; }

    /// <summary>The same of the image that the successor runs.</summary>
    public required JsonObject NewImage { get; init; }

    /// <summary>How the successor names its image: "xddxdd/powerdns:latest".</summary>
    public required string Reference { get; init; }

    /// <summary>GET /containers/{id}/json of the pod's holder; null for a container with networks of its own.</summary>
    public JsonObject? Holder { get; init; }

    /// <summary>GET /containers/{id}/json of every container that this one refers to, under the words by which it does
    /// so. What is missing is gone.</summary>
    public IReadOnlyDictionary<string, JsonObject> References { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>The engine's DefaultRuntime, which it writes into every container.</summary>
    public string DefaultRuntime { get; init; } = "runc";

    /// <summary>Labels to set beside those that it keeps.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>The successor as it is to be created, or why it must not be.</summary>
public sealed record SuccessorPlan
{
    /// <summary>Body of POST /containers/create; null when something stands against it.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>What cannot be carried over: sentences with the fix.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>What is carried over, and is worth a word.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
