using System.Runtime.CompilerServices;
using Perch.Lab;

namespace Perch.Tests.Support;

/// <summary>A test on the lab: skipped in sight where something is missing, except in CI, where it must run.</summary>
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
        Environment.GetEnvironmentVariable("CI") == "true" ? null
        : !Environment.IsPrivilegedProcess ? "needs root: the lab is made of network namespaces"
        : !Directory.Exists(Path.Combine(Host.Artifacts, "images")) ? $"needs {Host.Artifacts}/images: run ./build"
        : null;
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
