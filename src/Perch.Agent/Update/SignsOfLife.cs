using System.Text.Json.Nodes;
using Perch.Docker;
using Perch.Model;

namespace Perch.Agent.Update;

/// <summary>
/// Whoever carries out a replacement writes the successor's restart policy anew every few seconds, as it is: the engine
/// tells everybody of that, and changes nothing by it. When it stops, somebody else takes the replacement up.
/// </summary>
internal sealed class SignsOfLife : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Three signs in a row were missed, and the time in which the author notices by itself has
    /// passed.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>An author that could give no sign for so long stops: it may have been taken for dead.</summary>
    private static readonly TimeSpan Fence = TimeSpan.FromSeconds(15);

    private readonly DockerClient _docker;
    private readonly string _successor;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _given;
    private DateTimeOffset _last;

    private SignsOfLife(DockerClient docker, string successor, TimeProvider time)
    {
        (_docker, _successor, _time, _last) = (docker, successor, time, time.GetUtcNow());
        _given = GiveAsync();
    }

    public static SignsOfLife Begin(DockerClient docker, string successor, TimeProvider time) =>
        new(docker, successor, time);

    /// <summary>Called before every step. The wall clock, for it goes on while a machine sleeps.</summary>
    /// <exception cref="DockerException">Another may have taken the replacement up.</exception>
    public void Check()
    {
        if (_time.GetUtcNow() - _last > Fence)
        {
            throw new DockerException(
                $"the engine has not heard of this update for {Fence.TotalSeconds:0} s: another may have taken it up");
        }
    }

    /// <summary>Listens for a sign of a replacement's author, and returns at the first, or after
    /// <see cref="Silence"/>.</summary>
    public static async Task<bool> HeardAsync(
        DockerClient docker, string successor, TimeProvider time, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            using var events = await docker.OpenEventsAsync(
                PodNames.ReplacesLabel, ["update"], time.GetUtcNow(), either.Token);
            while ((await events.NextAsync(either.Token)).Id != successor)
            {
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _given;
        _stop.Dispose();
    }

    private async Task GiveAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            do
            {
                await GiveOneAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task GiveOneAsync()
    {
        try
        {
            if (await _docker.FindContainerAsync(_successor, _stop.Token) is { } successor
                && successor.Json.At("HostConfig", "RestartPolicy") is { } policy)
            {
                await _docker.UpdateRestartPolicyAsync(_successor, JsonNode.Parse(policy.GetRawText())!, _stop.Token);
                _last = _time.GetUtcNow();
            }
        }
        catch (DockerException)
        {
            // The next may be heard; the step that is under way will say what is wrong.
        }
    }
}
