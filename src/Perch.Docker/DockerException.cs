namespace Perch.Docker;

/// <summary>What went wrong between us and the engine, as a sentence that says what to do.</summary>
public sealed class DockerException : Exception
{
    public DockerException(string message)
        : base(message)
    {
    }

    public DockerException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public DockerException(string message, int status)
        : base(message) => Status = status;

    /// <summary>The HTTP status of the engine's refusal; null when no answer came at all.</summary>
    public int? Status { get; }

    public bool IsNotFound => Status == 404;

    /// <summary>The engine took the question, and no answer came in time: it hangs, or what it was asked about
    /// does.</summary>
    public bool IsUnanswered { get; init; }
}
