using Perch.Lab;
using Perch.Tests.Engine;

[assembly: AssemblyFixture(typeof(RemoteEngine))]

namespace Perch.Tests.Engine;

/// <summary>
/// A machine with an engine, and an operator's machine with none: between them TLS on port 2376 with keys for both
/// sides, and a real sshd. It begins when the first test asks, and belongs to one at a time.
/// </summary>
public sealed class RemoteEngine : IAsyncDisposable
{
    /// <summary>Where the keys are on both machines.</summary>
    internal const string Keys = "/root/keys";

    /// <summary>Known to the operator's /etc/hosts alone.</summary>
    internal const string Name = "engine.lab";

    private static readonly EngineOptions Options = new()
    {
        Arguments = "-H unix:///var/run/docker.sock -H tcp://0.0.0.0:2376 --tlsverify "
            + $"--tlscacert {Keys}/ca.pem --tlscert {Keys}/server.pem --tlskey {Keys}/server-key.pem",
    };

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Machine> _machines = [];
    private LabFolder? _folder;

    internal Machine Operator { get; private set; } = null!;

    internal Host Host { get; private set; } = null!;

    internal async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var turn = new Turn(_turn);
        try
        {
            if (Host is null)
            {
                await StartAsync(cancellationToken);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    internal Task StartEngineAsync(CancellationToken cancellationToken) =>
        Host.Engine.StartAsync(Options, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_machines.Select(machine => machine.DisposeAsync().AsTask()));
        _folder?.Dispose();
        _turn.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _folder = LabFolder.Create();
        var options = new MachineOptions { Folders = [Host.Artifacts, DockerEngine.Images] };
        foreach (var name in (string[])["engine", "operator"])
        {
            _machines.Add(await Machine.StartAsync(_folder, name, options, cancellationToken));
        }

        var (machine, other) = (_machines[0], _machines[1]);
        await Machine.CableAsync(
            new CableEnd(machine, "uplink", "10.98.0.1/24"), new CableEnd(other, "uplink", "10.98.0.2/24"),
            cancellationToken);
        await other.DoAsync($"echo 10.98.0.1 {Name} >>/etc/hosts", cancellationToken);
        await Certificates.MakeAsync(machine, Keys, Name, cancellationToken);
        await other.DoAsync($"mkdir {Keys}", cancellationToken);
        foreach (var file in (string[])["ca.pem", "cert.pem", "key.pem"])
        {
            File.Copy($"{machine.Root}{Keys}/{file}", $"{other.Root}{Keys}/{file}");
        }

        await OpenSsh.LetInAsync(other, machine, cancellationToken);
        var host = new Host(
            machine, new BirdRouter(machine, new RouterOptions { RouterId = "10.98.0.1", Interfaces = [] }),
            "172.18.3");
        await host.Engine.StartAsync(Options, cancellationToken);
        await host.Engine.ImportAsync("powerdns", cancellationToken);
        foreach (var one in (Host[])[host, new Host(other, host.Router, host.PodNetwork)])
        {
            await one.InstallPerchAsync(cancellationToken);
            await new NameServer().WriteAsync(one, cancellationToken);
        }

        (Host, Operator) = (host, other);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
