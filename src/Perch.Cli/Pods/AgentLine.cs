using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Perch.Agent;
using Perch.Agent.Api;
using Perch.Agent.Events;
using Perch.Cli.Commands;
using Perch.Cli.Commands.Agent;
using Perch.Docker;
using Perch.Docker.Endpoint;
using Perch.Model;
using Perch.Pods;

namespace Perch.Cli.Pods;

/// <summary>The way to the agent of the engine that is meant: its socket where it runs on this machine, its own
/// executable run in its container otherwise, and what it has left when it does not run.</summary>
/// <param name="state">The agent's state directory on this machine.</param>
/// <param name="socket">Its socket; null is the default one.</param>
/// <param name="here">Ask no engine.</param>
internal sealed class AgentLine(Session session, string state, string? socket, bool here) : IDisposable
{
    /// <summary>The engine ends no command because nobody listens any more: each ends by itself, and another one
    /// goes on.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly ApiClient _client = new(socket ?? AgentOptions.DefaultSocket(state));

    /// <summary>What an agent that does not run has left is told from what one that runs says.</summary>
    public bool IsLeftOver { get; private set; }

    /// <summary>In words, when an agent of this machine does not let us ask; nobody takes that for having
    /// none.</summary>
    public string? Refusal => _client.IsRefused
        ? $"The agent's socket {_client.SocketPath} is for its owner alone, and refuses you: use sudo, or let the "
            + "agent run as a container, which is asked through the engine"
        : null;

    public void Dispose() => _client.Dispose();

    /// <summary>Nobody takes what an agent has left for what one says that runs.</summary>
    public void WarnOfLeftOver()
    {
        if (IsLeftOver)
        {
            session.Screen.Warn(
                Refusal is { } refusal ? $"{refusal}; this is what it wrote down last"
                : "the agent does not run; this is what it has left");
        }
    }

    /// <summary>The agent's document on all pods; null without an agent.</summary>
    public async Task<string?> PodsAsync(CancellationToken cancellationToken) =>
        await FromSocketAsync(ApiRoutes.Pods, cancellationToken)
        ?? await FromContainerAsync(["agent", "status", "--here"], cancellationToken)
        ?? LeftOver(Standings.Read(state)?.Write());

    /// <summary>What happened, oldest first.</summary>
    /// <exception cref="CommandFailure">There is no agent, and none has left anything.</exception>
    public async IAsyncEnumerable<PodEvent> EventsAsync(
        EventQuery query, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = await FromSocketAsync(ApiRoutes.Pods, cancellationToken) is not null
            ? SocketLinesAsync(query, follow, cancellationToken)
            : await FindAsync(cancellationToken) is { } agent
                ? ContainerLinesAsync(agent, query, follow, cancellationToken)
                : LeftLinesAsync(query, follow);
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            if (EventLog.Parse(line) is { } what)
            {
                yield return what;
            }
        }
    }

    private async Task<string?> FromSocketAsync(string path, CancellationToken cancellationToken) =>
        IsLocal ? await _client.GetAsync(path, cancellationToken) : null;

    /// <summary>An agent of another machine's engine is not the one of this machine.</summary>
    private bool IsLocal => here || session.Endpoint() is DockerEndpoint.Unix;

    private IAsyncEnumerable<string> SocketLinesAsync(EventQuery query, bool follow, CancellationToken stop) =>
        _client.LinesAsync(ApiRoutes.Ask(query, follow), stop);

    private async IAsyncEnumerable<string> ContainerLinesAsync(
        ContainerEntry agent, EventQuery query, bool follow, [EnumeratorCancellation] CancellationToken stop)
    {
        using var docker = await session.ConnectAsync(stop);
        var told = new HashSet<string>();
        do
        {
            await foreach (var line in docker.ExecLinesAsync(agent.Id, Question(query, follow), stop))
            {
                if (EventLog.Parse(line) is not { } what || !told.Add(line))
                {
                    continue;
                }

                // The next turn begins with this moment, and what was told of it is known.
                told.RemoveWhere(_ => query.Since != what.At);
                told.Add(line);
                query = query with { Since = what.At, Last = null };
                yield return line;
            }

            // An agent that has just ended ends each turn at once, until the engine says that it is gone.
            await Task.Delay(follow ? Breath : TimeSpan.Zero, session.Time, stop);
        }
        while (follow);
    }

    private static List<string> Question(EventQuery query, bool follow)
    {
        List<string> words = [PodNames.AgentPath, "events", "--here", "--json", "--all"];
        words.AddRange(query.Service is { } service ? [service] : (IEnumerable<string>)[]);
        words.AddRange(query.Project is { } project ? ["--project-name", project] : (IEnumerable<string>)[]);
        words.AddRange(query.Since is { } since
            ? ["--since", since.ToString("O", CultureInfo.InvariantCulture)] : (IEnumerable<string>)[]);
        words.AddRange(follow ? ["--follow", "--for", DurationConverter.Format(Turn)] : (IEnumerable<string>)[]);
        return words;
    }

    private async IAsyncEnumerable<string> LeftLinesAsync(EventQuery query, bool follow)
    {
        if (!EventLog.IsIn(state) || (!IsLocal) || follow)
        {
            throw new CommandFailure(
                ExitCode.Failed,
                Refusal ?? "No agent runs on this engine, and nothing is written down without one: "
                    + "'perch agent up' starts it");
        }

        IsLeftOver = true;
        using var log = new EventLog(state, EventLimits.Default, session.Time);
        foreach (var what in log.Read(query))
        {
            yield return JsonSerializer.Serialize(what, EventJson.Default.PodEvent);
        }

        await Task.CompletedTask;
    }

    private async Task<string?> FromContainerAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } agent)
        {
            return null;
        }

        using var docker = await session.ConnectAsync(cancellationToken);
        var said = await docker.ExecAsync(agent.Id, [PodNames.AgentPath, .. words], cancellationToken);
        return said.ExitCode == 0
            ? said.Stdout
            : throw new DockerException($"{agent.Name} does not answer: {said.Stderr.Trim()}", status: 0);
    }

    private async Task<ContainerEntry?> FindAsync(CancellationToken cancellationToken)
    {
        if (here)
        {
            return null;
        }

        using var docker = await session.ConnectAsync(cancellationToken);
        var agents = await docker.ListContainersAsync(
            [$"{PodFinder.ProjectLabel}={AgentFile.Project}"], cancellationToken);
        return agents
            .Where(agent => agent.IsRunning && agent.Image.StartsWith(PodNames.AgentImage, StringComparison.Ordinal))
            .Select(agent => (ContainerEntry?)agent).FirstOrDefault();
    }

    private string? LeftOver(string? text)
    {
        IsLeftOver = text is not null;
        return IsLocal ? text : null;
    }
}
