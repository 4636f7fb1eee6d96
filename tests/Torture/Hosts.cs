using Perch.Lab;
using Perch.Tests.Torture;

[assembly: AssemblyFixture(typeof(Hosts))]
// Two cores: a host that is busy with another's engine would make every limit a matter of luck.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Perch.Tests.Torture;

/// <summary>The host that the tests of one engine share; another engine takes its place when one is asked
/// for.</summary>
public sealed class Hosts : IAsyncDisposable
{
    private TortureHost? _host;
    private (string, bool)? _key;

    /// <summary>A host with this engine and a pod that is whole.</summary>
    internal async Task<TortureHost> GetAsync(string engine, bool liveRestore, CancellationToken cancellationToken)
    {
        if (_key != (engine, liveRestore))
        {
            await DisposeAsync();
            _host = await TortureHost.StartAsync(
                Engines.DebianOf(engine), new EngineOptions { LiveRestore = liveRestore }, cancellationToken);
            _key = (engine, liveRestore);
        }

        await _host!.EnsureWholeAsync(cancellationToken);
        return _host;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        (_host, _key) = (null, null);
        Results.WritePage();
    }
}

/// <summary>The engines of the lab.</summary>
internal static class Engines
{
    public const string Current = "26.1.5";
    public const string Oldest = "20.10.24";

    /// <summary>The Debian that has it.</summary>
    public static string DebianOf(string engine) => engine == Oldest ? "bookworm" : "trixie";
}
