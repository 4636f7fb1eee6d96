namespace Perch.Cli.Doctor;

/// <summary>One thing that was looked at: how it is, and what to do if it is not well.</summary>
/// <param name="Code">For scripts; never changes: "engine-version".</param>
/// <param name="Title">What is so, in one sentence.</param>
/// <param name="Advice">What to do; null when it is well.</param>
internal sealed record Finding(Level Level, string Code, string Title, string? Advice)
{
    public static Finding Ok(string code, string title) => new(Level.Ok, code, title, null);

    public static Finding Warn(string code, string title, string advice) => new(Level.Warn, code, title, advice);

    public static Finding Fail(string code, string title, string advice) => new(Level.Fail, code, title, advice);
}

/// <summary>How grave a finding is.</summary>
internal enum Level
{
    Ok,

    /// <summary>Works, or could not be looked at from here.</summary>
    Warn,

    /// <summary>Keeps a service from being reached.</summary>
    Fail,
}
