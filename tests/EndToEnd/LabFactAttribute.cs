using System.Runtime.CompilerServices;

namespace Perch.Tests.EndToEnd;

/// <summary>A test on the lab: skipped in sight without root, except in CI, where it must run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    /// <summary>What becomes of a test that waits for something that does not come.</summary>
    private const int Limit = 180_000;

    public LabFactAttribute(
        [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Timeout = Limit;
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "needs root: the lab is made of network namespaces";
        }
    }
}
