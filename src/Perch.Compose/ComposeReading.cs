namespace Perch.Compose;

/// <summary>
/// All that a Compose project says to Perch: its pods and the file that runs them, or every error at once.
/// </summary>
public sealed record ComposeReading
{
    /// <summary>As Compose names the project; empty when the files could not be read.</summary>
    public string ProjectName { get; init; } = "";

    /// <summary>
    /// One per service with x-anycast, in the order of the file. Without meaning when there are errors.
    /// </summary>
    public IReadOnlyList<Pod> Pods { get; init; } = [];

    public required IReadOnlyList<ComposeError> Errors { get; init; }

    /// <summary>What works, but probably not as meant.</summary>
    public required IReadOnlyList<ComposeError> Warnings { get; init; }

    /// <summary>The three-container Compose file; null when there are errors.</summary>
    public string? Rendered { get; init; }
}
