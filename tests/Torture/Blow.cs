namespace Perch.Tests.Torture;

/// <summary>Something that is done to a host, after which the pod must be whole again with nobody typing.</summary>
/// <param name="Name">What happens, in words.</param>
/// <param name="StrikeAsync">Does it. The clock starts when it is done.</param>
internal sealed record Blow(string Name, Func<TortureHost, CancellationToken, Task> StrikeAsync)
{
    /// <summary>Null is both; otherwise the mode of the engine in which it can happen.</summary>
    public bool? LiveRestore { get; init; }

    /// <summary>Whether it belongs to the short run.</summary>
    public bool IsShort { get; init; }

    /// <summary>The members' way back is a plain restart: within 5 s of the host's next Hello, which comes every
    /// second.</summary>
    public bool IsFast { get; init; }

    /// <summary>Nothing may happen at all: the same processes go on.</summary>
    public bool IsNothing { get; init; }

    /// <summary>Looks at what must be so afterwards, and clears away what the blow brought along.</summary>
    public Func<TortureHost, CancellationToken, Task> AfterAsync { get; init; } = (_, _) => Task.CompletedTask;
}
