namespace Perch.Cli.Project;

/// <summary>Which Compose project is meant: Compose's own options, under Compose's own names.</summary>
internal sealed record ProjectSelection
{
    public static readonly ProjectSelection Default = new();

    /// <summary>-p, --project-name.</summary>
    public string? Name { get; init; }

    /// <summary>-f, --file.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>--project-directory.</summary>
    public string? Directory { get; init; }

    /// <summary>--env-file.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary>--profile, and COMPOSE_PROFILES where none is given.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];
}
