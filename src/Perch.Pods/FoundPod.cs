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

    /// <summary>Containers that the engine lists and cannot describe.</summary>
    public IReadOnlyList<UnreadableContainer> Unreadable { get; init; } = [];
}

/// <summary>A container that the engine cannot describe.</summary>
/// <param name="Role">What part of its pod it is, by its label.</param>
/// <param name="Name">Its name.</param>
/// <param name="Why">What the engine said instead.</param>
public sealed record UnreadableContainer(string Role, string Name, string Why)
{
    public string Sentence => $"{Name} cannot be inspected: {Why}";
}
