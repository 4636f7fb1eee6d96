namespace Perch.Compose;

/// <summary>
/// What the operator's Compose project is read from; all of it is text, nothing is opened here.
/// </summary>
public sealed record ComposeSources
{
    /// <summary>The files as the operator wrote them, in the order in which Compose merges them.</summary>
    public required IReadOnlyList<ComposeFile> Files { get; init; }

    /// <summary>
    /// What <c>docker compose --profile '*' config</c> printed for <see cref="Files"/>: as YAML, since its JSON drops
    /// the x- keys of services, and with every profile, since a service left out would be lost in the rendered file.
    /// Null without Compose: then the one file is read as it stands.
    /// </summary>
    public string? Merged { get; init; }

    /// <summary>
    /// Name given with -p or COMPOSE_PROJECT_NAME; null follows the file, then the directory.
    /// </summary>
    public string? ProjectName { get; init; }

    /// <summary>
    /// Absolute path that relative paths start from; also names the project when nothing else does.
    /// </summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Version of Perch: the tag of the images in the rendered file.</summary>
    public required string PerchVersion { get; init; }
}

/// <summary>One source file: its path as it shall appear in messages, and its text.</summary>
public sealed record ComposeFile(string Path, string Text);
