using Xunit.Sdk;
using Xunit.v3;

namespace Perch.Tests.Torture;

/// <summary>What takes minutes begins first, so that at the end nobody waits for one of them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(StepTests), nameof(ManyPodsTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(one => Longest.Any(one.TestCollectionDisplayName.Contains) ? 0 : 1)];
}
