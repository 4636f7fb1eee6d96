using System.Threading.Channels;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Watch;

/// <summary>Brings the engine's events to the agent, and connects again whenever they break off.</summary>
internal sealed class EngineStream(
    Func<CancellationToken, Task<DockerClient>> connect, ChannelWriter<AgentMessage> inbox, TimeProvider time)
{
    /// <summary>Everything that changes what a container is. What health checks and orders execute in containers is not
    /// among it.</summary>
    private static readonly string[] Actions =
        ["create", "start", "restart", "die", "kill", "stop", "oom", "pause", "unpause", "rename", "update", "destroy"];

    /// <summary>A local socket costs nothing to try, and pods wait for us.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _connection;
    private DateTimeOffset _last;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Use(connection);
            var reason = await ReadAsync(connection.Token);
            Use(null);
            if (!stop.IsCancellationRequested)
            {
                await inbox.WriteAsync(
                    new AgentMessage.Lost(reason, connection.IsCancellationRequested), stop);
                await Task.Delay(Pause, time, stop);
            }
        }
    }

    /// <summary>Gives the connection up although it did not break: who listens at its other end takes no new one, or
    /// does not answer.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _connection?.Cancel();
        }
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        DockerClient? docker = null;
        try
        {
            docker = await connect(cancellationToken);
            using var events = await docker.OpenEventsAsync(PodNames.PodLabel, Actions, _last, cancellationToken);
            await inbox.WriteAsync(new AgentMessage.Connected(docker), cancellationToken);

            // The loop has the client now, and disposes of it: it asks through it what the events do not tell.
            docker = null;
            while (true)
            {
                var what = await events.NextAsync(cancellationToken);
                _last = what.At;
                await inbox.WriteAsync(new AgentMessage.Happened(what), cancellationToken);
            }
        }
        catch (DockerException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException)
        {
            return "the connection was given up";
        }
        finally
        {
            docker?.Dispose();
        }
    }

    private void Use(CancellationTokenSource? connection)
    {
        lock (_lock)
        {
            _connection = connection;
        }
    }
}
