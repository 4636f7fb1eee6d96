using System.Runtime.CompilerServices;

namespace Perch.Tests.EndToEnd;

/// <summary>A test on the lab: skipped in sight without root, except in CI, where it must run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    /// <summary>In milliseconds: what becomes of a test that waits for something that does not come.</summary>
    internal const int Limit = 180_000;

    public LabFactAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Timeout = Limit;
        Skip = WhyNot;
    }

    internal static string? WhyNot =>
        Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : "needs root: the lab is made of network namespaces";
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    public LabTheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Timeout = LabFactAttribute.Limit;
        Skip = LabFactAttribute.WhyNot;
    }
}
