using System.Text.Json.Nodes;
using Perch.Lab;

namespace Perch.Tests.Torture;

/// <summary>A Docker host with a router, an agent and a pod, to which things are done.</summary>
internal sealed class TortureHost : IAsyncDisposable
{
    public const string Holder = "dns-powerdns-net-1";
    public const string Application = "dns-powerdns-1";
    public const string Speaker = "dns-powerdns-speaker-1";
    public const string AgentLog = "/var/log/perch-agent.log";

    /// <summary>Where the agent leaves what it thinks.</summary>
    public const string Standings = "/var/lib/perch-agent/pods.json";

    /// <summary>Docker's own pauses, a dead interval of the lab, and room for a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Each look starts three programs, on a machine that has healing to do.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    private static readonly string[] Parts = [Holder, Application, Speaker];

    private readonly LabFolder _folder;

    private TortureHost(LabFolder folder, Machine machine, string engine, EngineOptions options)
    {
        (_folder, EngineVersion, EngineOptions) = (folder, engine, options);
        Machine = machine;
        var bridges = new OspfInterface("br-*") { HelloSeconds = 1, DeadSeconds = 4 };
        Host = new Host(
            machine, new BirdRouter(machine, new RouterOptions { RouterId = "10.99.1.2", Interfaces = [bridges] }),
            "172.18.3");
    }

    public Machine Machine { get; }

    public Host Host { get; }

    public DockerEngine Engine => Host.Engine;

    public string EngineVersion { get; }

    public EngineOptions EngineOptions { get; }

    /// <param name="engine">One of <see cref="Engines"/>.</param>
    /// <param name="options">How the engine is started.</param>
    /// <param name="prepare">A line of shell before that.</param>
    public static async Task<TortureHost> StartAsync(
        string engine, EngineOptions options, CancellationToken cancellationToken, string prepare = "true")
    {
        var folder = LabFolder.Create();
        var needs = new MachineOptions
        {
            Debian = Engines.DebianOf(engine),
            Folders = [Host.Artifacts, DockerEngine.Images],
        };
        var machine = await Machine.StartAsync(folder, "hosta", needs, cancellationToken);
        var host = new TortureHost(folder, machine, engine, options);
        try
        {
            await machine.DoAsync(prepare, cancellationToken);
            await host.Host.Router.StartAsync(cancellationToken);
            await host.Engine.StartAsync(options, cancellationToken);
            await host.Host.InstallPerchAsync(cancellationToken);
            await host.Engine.ImportAsync("powerdns", cancellationToken);
            await host.StartAgentAsync(cancellationToken);
            await new NameServer().WriteAsync(host.Host, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        _folder.Dispose();
    }

    /// <param name="through">How it reaches the engine, as a variable; empty is the engine's own socket.</param>
    public async Task StartAgentAsync(CancellationToken cancellationToken, string through = "")
    {
        await Machine.DoAsync($"rm -f {Standings}", cancellationToken);
        await Machine.StartDaemonAsync($"env {through} perch agent run", AgentLog, cancellationToken);
    }

    /// <summary>The agent has no moment for anything.</summary>
    public Task KillAgentAsync(CancellationToken cancellationToken) =>
        Machine.DoAsync("kill -9 $(pgrep -f '^perch agent run')", cancellationToken);

    public Task<string> DoAsync(string line, CancellationToken cancellationToken) =>
        Machine.DoAsync($"cd {NameServer.Folder} && {line}", cancellationToken);

    /// <summary>Puts the pod right by hand where a test left it broken, and leaves the host's BIRD with a calculation
    /// of its routes behind it.</summary>
    public async Task EnsureWholeAsync(CancellationToken cancellationToken)
    {
        if (await WhyNotWholeAsync(cancellationToken) is not null)
        {
            await RenewAsync(cancellationToken);
        }

        await CalmAsync(cancellationToken);
        if ((await DoAsync($"ip route show {NameServer.Address}", cancellationToken)).Length == 0)
        {
            await DoAsync("birdc restart anycast", cancellationToken);
            await Machine.RouteAsync(NameServer.Address, Limit, cancellationToken);
            await CalmAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the pod is whole and announced, and returns how long that took.</summary>
    public async Task<TimeSpan> WholeAsync(string after, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await Until.SeenAsync(
                $"a whole pod after {after}", Limit, WhyNotWholeAsync, why => why is null, cancellationToken, Look);
            return seen.After;
        }
        catch (LabException e)
        {
            throw new LabException($"{e.Message}\n{await StateAsync()}\n{Machine.Tail(AgentLog, 40)}", e);
        }
    }

    /// <summary>A pod as Compose makes it: its members bound to the identifier of their holder.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await DoAsync("docker ps -aq | xargs -r docker rm -f; perch up --timeout 60s", cancellationToken);
        await WholeAsync("a pod to begin with", cancellationToken);
    }

    /// <summary>
    /// Waits until the router-LSA of the host's BIRD is older than MinLSInterval. When its bridge goes and comes back
    /// sooner than that, BIRD 2.17.6 finds that the LSA is the same as before, and calculates no routes until anything
    /// else in the area changes ("Cannot find next hop for LSA").
    /// </summary>
    private async Task CalmAsync(CancellationToken cancellationToken) => await Until.SeenAsync(
        "a router-LSA of BIRD that is older than 5 s", Limit,
        token => Machine.DoAsync(
            "birdc show ospf lsadb self anycast | awk '$1 == \"0001\" { print ($5 > 5) }'", token),
        old => old.Trim() == "1", cancellationToken, Until.LongPause);

    /// <summary>Waits until the agent has these words for the pod.</summary>
    public async Task SaysAsync(string words, CancellationToken cancellationToken) => await Until.SeenAsync(
        $"a verdict with '{words}'", Limit, VerdictAsync,
        verdict => verdict.Contains(words, StringComparison.Ordinal), cancellationToken, Look);

    /// <summary>Waits until no replacement of a container is under way.</summary>
    public async Task<TimeSpan> NothingAsideAsync(CancellationToken cancellationToken) => (await Until.SeenAsync(
        "end of every replacement", Limit, token => DoAsync("docker ps -a --format '{{.Names}}'", token),
        names => !names.Contains(".next", StringComparison.Ordinal)
            && !names.Contains(".prev", StringComparison.Ordinal), cancellationToken, Look)).After;

    /// <summary>How many steps of healing the agent's log tells of, whatever came of them.</summary>
    public int Heals() => File.ReadLines(Machine.Root + AgentLog).Count(line =>
        line.Contains("event=healed", StringComparison.Ordinal)
        || line.Contains("event=not-healed", StringComparison.Ordinal));

    /// <summary>The first processes of holder, application and speaker, in words.</summary>
    public Task<string> PidsAsync(CancellationToken cancellationToken) => DoAsync(
        $"docker inspect --format '{{{{.State.Pid}}}}' {string.Join(' ', Parts)}", cancellationToken);

    /// <summary>The agent's verdict on the pod, as it left it.</summary>
    public async Task<string> VerdictAsync(CancellationToken cancellationToken)
    {
        var standings = (await Machine.RunAsync("perch agent status --here", cancellationToken)).Output;
        var pod = standings.StartsWith('{') ? JsonNode.Parse(standings)!["pods"]!.AsArray().FirstOrDefault() : null;
        return $"{pod?["verdict"]}: {pod?["reason"]}";
    }

    /// <summary>Null when holder and members are in one namespace, by the kernel's word, and the speaker is heard to
    /// announce.</summary>
    private async Task<string?> WhyNotWholeAsync(CancellationToken cancellationToken)
    {
        var pids = await Machine.RunAsync(
            $"docker inspect --format '{{{{.State.Pid}}}}' {string.Join(' ', Parts)}", cancellationToken);
        if (!pids.Success)
        {
            return pids.Error;
        }

        var words = pids.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var spaces = words.Contains("0")
            ? new CommandResult("", 1, "", $"not all run: {string.Join(' ', words)}")
            : await Machine.RunAsync(
                string.Join(" && ", words.Select(pid => $"readlink /proc/{pid}/ns/net")), cancellationToken);
        if (!spaces.Success)
        {
            // readlink says nothing of a process that has ended since.
            return $"{spaces.Error}: one of {string.Join(' ', words)} has just ended";
        }

        var distinct = spaces.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (distinct.Count != 1)
        {
            return $"{distinct.Count} namespaces: {string.Join(' ', distinct)}";
        }

        var status = await Machine.RunAsync("perch status --json", cancellationToken);
        var pod = status.Output.StartsWith('{') ? JsonNode.Parse(status.Output)!["pods"]!.AsArray()[0] : null;
        return (string?)pod?["state"] == "announced" ? null : $"{pod?["state"]} {pod?["reasons"]}{status.Error}";
    }

    private async Task<string> StateAsync() =>
        (await Machine.RunAsync(
            "docker ps -a --format '{{.ID}} {{.Names}} {{.Status}}'; docker ps -aq | xargs docker inspect "
            + "--format '{{.Name}} {{.State.Status}} {{.State.StartedAt}} {{.HostConfig.NetworkMode}} "
            + "{{.State.Error}}'",
            CancellationToken.None)).Output;
}
