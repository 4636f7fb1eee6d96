using Perch.Docker;

namespace Perch.Pods;

/// <summary>A pod as an engine has it: up to three containers that carry its label.</summary>
/// <param name="Project">Name of its Compose project.</param>
/// <param name="Service">The application's service name.</param>
public sealed record FoundPod(string Project, string Service)
{
    public Container? Holder { get; init; }

    public Container? Application { get; init; }

    public Container? Speaker { get; init; }

    /// <summary>Containers of a replacement that is under way, or was left half done: NAME.next and NAME.prev beside
    /// NAME.</summary>
    public IReadOnlyList<Container> Aside { get; init; } = [];
}
