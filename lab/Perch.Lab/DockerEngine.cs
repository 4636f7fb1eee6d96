using System.Globalization;

namespace Perch.Lab;

/// <summary>Docker and Compose on a machine of their own: Engine 26.1.5 on trixie, 20.10.24 on bookworm.</summary>
public sealed class DockerEngine(Machine machine)
{
    private const string Log = "/var/log/dockerd.log";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>The images of the lab; a machine with an engine must have this among its folders.</summary>
    public static string Images { get; } = Path.Combine(LabFolder.Cache, "image");

    public Task StartAsync(CancellationToken cancellationToken) => StartAsync(new EngineOptions(), cancellationToken);

    public async Task StartAsync(EngineOptions options, CancellationToken cancellationToken)
    {
        // Control groups outlive the machine: the lab removes them by this name.
        await machine.StartDaemonAsync(
            $"dockerd --cgroup-parent {machine.Lab.ControlGroup} --exec-opt native.cgroupdriver=cgroupfs "
            + $"{(options.LiveRestore ? "--live-restore" : "")} {options.Arguments}",
            Log, cancellationToken);
        try
        {
            await Until.SoAsync(
                $"dockerd on {machine.Name}", StartLimit,
                async token => (await machine.RunAsync("docker version", token)).Success, cancellationToken);
        }
        catch (LabException e)
        {
            throw new LabException($"{e.Message}\n{machine.Tail(Log)}", e);
        }
    }

    /// <summary>Stops the daemon as a service manager does: with its containers, or with live-restore without
    /// them.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => EndAsync("TERM", cancellationToken);

    /// <summary>Kills the daemon; its containers run on.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => EndAsync("KILL", cancellationToken);

    /// <summary>Ends the daemon and everything that it ever started at one stroke, as a loss of power does.</summary>
    public async Task LosePowerAsync(CancellationToken cancellationToken)
    {
        // One of them may end with another before its turn comes.
        await machine.RunAsync(
            "kill -9 $(cat /run/docker.pid) $(pidof containerd) $(pidof containerd-shim-runc-v2) "
            + "$(docker ps -q | xargs docker inspect --format '{{.State.Pid}}')",
            cancellationToken);
        await GoneAsync(cancellationToken);
    }

    private async Task EndAsync(string signal, CancellationToken cancellationToken)
    {
        await machine.DoAsync($"kill -s {signal} $(cat /run/docker.pid)", cancellationToken);
        await GoneAsync(cancellationToken);
    }

    private async Task GoneAsync(CancellationToken cancellationToken) => await Until.SoAsync(
        $"end of dockerd on {machine.Name}", StartLimit,
        async token => !(await machine.RunAsync("pidof dockerd", token)).Success, cancellationToken);

    /// <summary>Makes one of the lab's images known to the engine, as <c>lab/NAME</c>.</summary>
    /// <param name="image">NAME.</param>
    /// <param name="changes">More of it, as a Dockerfile has it: "LABEL release=2".</param>
    public async Task ImportAsync(
        string image, CancellationToken cancellationToken, params IReadOnlyList<string> changes)
    {
        var entryPoint = image switch
        {
            "powerdns" => "/usr/sbin/pdns_server --daemon=no --guardian=no --config-dir=/etc/powerdns",
            "pdns-recursor" => "/usr/sbin/pdns_recursor --config-dir=/etc/powerdns",
            "unbound" => "/usr/sbin/unbound -d -c /etc/unbound/unbound.conf",
            "bird" => "/usr/sbin/bird -f -c /etc/bird.conf -s /tmp/bird.ctl",
            "mariadb" => "/usr/sbin/mariadbd --no-defaults --user=root --datadir=/var/lib/mysql",
            _ => "/bin/busybox",
        };
        var words = string.Join(", ", entryPoint.Split(' ').Select(word => $"\"{word}\""));
        await machine.DoAsync(
            [
                "docker", "import", "--change", $"ENTRYPOINT [{words}]",
                .. changes.SelectMany(change => (string[])["--change", change]),
                $"{Images}/{image}.tar", $"lab/{image}",
            ],
            cancellationToken);
    }

    /// <summary>A container's first process, as this machine sees it.</summary>
    public async Task<int> OutsidePidAsync(string container, CancellationToken cancellationToken)
    {
        var id = await machine.DoAsync($"docker inspect --format '{{{{.Id}}}}' {container}", cancellationToken);
        return LabFolder.ControlGroupRoots
            .Select(root => $"{root}{machine.Lab.ControlGroup}/{id.Trim()}/cgroup.procs")
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
            .First();
    }

    /// <summary>Signals a container's first process past the engine, as a crash or a debugger would.</summary>
    public Task SignalAsync(string container, string signal, CancellationToken cancellationToken) =>
        machine.DoAsync(
            $"kill -s {signal} $(docker inspect --format '{{{{.State.Pid}}}}' {container})", cancellationToken);
}

/// <summary>How an engine is started.</summary>
public sealed record EngineOptions
{
    /// <summary>Containers outlive the daemon.</summary>
    public bool LiveRestore { get; init; }

    /// <summary>More for dockerd: "-H tcp://0.0.0.0:2376 --tlsverify".</summary>
    public string Arguments { get; init; } = "";
}
