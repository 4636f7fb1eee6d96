using Perch.Lab;
using Perch.Tests.Engine;

[assembly: AssemblyFixture(typeof(Engines))]
// Two cores: an engine that starts beside a measurement would be measured with it.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Perch.Tests.Engine;

/// <summary>Engines that all tests share, each on a machine of its own; started when the first test asks.</summary>
public sealed class Engines : IAsyncDisposable
{
    private readonly Dictionary<string, Machine> _machines = [];
    private LabFolder? _folder;

    /// <summary>The machine with this version of the engine.</summary>
    internal async Task<Machine> GetAsync(string version, CancellationToken cancellationToken)
    {
        if (_machines.TryGetValue(version, out var running))
        {
            return running;
        }

        _folder ??= LabFolder.Create();
        var options = new MachineOptions { Debian = DebianWith(version), Folders = [Host.Artifacts] };
        var machine = await Machine.StartAsync(_folder, $"engine-{version}", options, cancellationToken);
        _machines.Add(version, machine);
        await new DockerEngine(machine).StartAsync(cancellationToken);
        return machine;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_machines.Values.Select(machine => machine.DisposeAsync().AsTask()));
        _folder?.Dispose();
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
