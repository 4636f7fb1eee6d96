using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose;

/// <summary>One anycast service: the application and the two containers that Perch puts beside it.</summary>
public sealed record Pod
{
    /// <summary>The application's service name, as the operator wrote it.</summary>
    public required string Service { get; init; }

    public required IReadOnlyList<AnycastPrefix> Addresses { get; init; }

    public required SpeakerConfig Speaker { get; init; }

    /// <summary>Profiles that the service is in; empty: it always runs.</summary>
    public required IReadOnlyList<string> Profiles { get; init; }

    /// <summary>The networks of its namespace.</summary>
    public IReadOnlyList<PodNetwork> Networks { get; init; } = [];

    /// <summary>Images that the engine must have before Compose is called.</summary>
    public required IReadOnlyList<string> Images { get; init; }
}
