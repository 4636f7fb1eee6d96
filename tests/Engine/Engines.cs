using System.Collections.Concurrent;
using Perch.Lab;
using Perch.Tests.Engine;

[assembly: AssemblyFixture(typeof(Engines))]
// Of the five one or two wait for their turn at the remote engine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 5)]

namespace Perch.Tests.Engine;

/// <summary>Engines that all tests share, each on a machine of its own; started when the first test asks.</summary>
public sealed class Engines : IAsyncDisposable
{
    private readonly Lazy<LabFolder> _folder = new(LabFolder.Create);
    private readonly ConcurrentDictionary<string, Lazy<Task<Machine>>> _machines = [];

    /// <summary>The machine with this version of the engine.</summary>
    internal Task<Machine> GetAsync(string version, CancellationToken cancellationToken) =>
        _machines.GetOrAdd(version, _ => new(() => StartAsync(version))).Value.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines.Values.Where(machine => machine.Value.IsCompletedSuccessfully))
        {
            await (await machine.Value).DisposeAsync();
        }

        if (_folder.IsValueCreated)
        {
            _folder.Value.Dispose();
        }
    }

    /// <summary>Not one test's: its end must not stop what the others wait for.</summary>
    private async Task<Machine> StartAsync(string version)
    {
        var options = new MachineOptions
        {
            Debian = DebianWith(version),
            Folders = [Host.Artifacts, DockerEngine.Images],
        };
        var machine = await Machine.StartAsync(
            _folder.Value, $"engine-{version}", options, CancellationToken.None);
        await new DockerEngine(machine).StartAsync(CancellationToken.None);
        return machine;
    }

    private static string DebianWith(string version) => version switch
    {
        EngineVersion.Current => "trixie",
        EngineVersion.Oldest => "bookworm",
        _ => throw new LabException($"the lab has no Engine {version}"),
    };
}

/// <summary>The engines of the lab.</summary>
internal static class EngineVersion
{
    public const string Current = "26.1.5";
    public const string Oldest = "20.10.24";
}
