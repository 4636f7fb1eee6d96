using System.Collections.Concurrent;
using System.Reflection;
using Perch.Lab;
using Perch.Tests.Torture;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Hosts))]
[assembly: ReturnsItsHost]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
// Most of a blow is waiting. Every limit holds with two other hosts at work beside it on two cores.
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = Hosts.AtATime)]

namespace Perch.Tests.Torture;

/// <summary>The hosts that the tests share: each belongs to one test at a time, and begins when a test asks for its
/// engine and none of the kind is free.</summary>
public sealed class Hosts : IAsyncDisposable
{
    public const int AtATime = 3;

    /// <summary>By the test that has them.</summary>
    private static readonly ConcurrentDictionary<string, (Hosts Owner, TortureHost Host)> Lent = [];

    private readonly List<TortureHost> _free = [];
    private readonly List<TortureHost> _broken = [];
    private readonly Lock _lock = new();

    /// <summary>A host with this engine and a pod that is whole; the running test's until that ends.</summary>
    internal async Task<TortureHost> GetAsync(string engine, bool liveRestore, CancellationToken cancellationToken)
    {
        await Task.WhenAll(TakeAll(_broken).Select(host => host.DisposeAsync().AsTask()));
        var host = Take(engine, liveRestore) ?? await TortureHost.StartAsync(
            engine, new EngineOptions { LiveRestore = liveRestore }, cancellationToken);
        Lent[TestContext.Current.Test!.UniqueID] = (this, host);
        await host.EnsureWholeAsync(cancellationToken);
        return host;
    }

    /// <summary>What a failed test leaves measures nothing any more.</summary>
    internal static void Return(string test, bool isSound)
    {
        if (!Lent.TryRemove(test, out var lent))
        {
            return;
        }

        lock (lent.Owner._lock)
        {
            (isSound ? lent.Owner._free : lent.Owner._broken).Add(lent.Host);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(TakeAll(_free).Concat(TakeAll(_broken)).Select(host => host.DisposeAsync().AsTask()));

    private List<TortureHost> TakeAll(List<TortureHost> hosts)
    {
        lock (_lock)
        {
            List<TortureHost> all = [.. hosts];
            hosts.Clear();
            return all;
        }
    }

    private TortureHost? Take(string engine, bool liveRestore)
    {
        lock (_lock)
        {
            var free = _free.Find(host =>
                host.EngineVersion == engine && host.EngineOptions.LiveRestore == liveRestore);
            return free is not null && _free.Remove(free) ? free : null;
        }
    }
}

/// <summary>Gives the host of a test that has ended to the next one.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ReturnsItsHostAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Hosts.Return(test.UniqueID, TestContext.Current.TestState?.Result == TestResult.Passed);
}

/// <summary>The engines of the lab.</summary>
internal static class Engines
{
    public const string Current = "26.1.5";
    public const string Oldest = "20.10.24";

    /// <summary>The Debian that has it.</summary>
    public static string DebianOf(string engine) => engine == Oldest ? "bookworm" : "trixie";
}
