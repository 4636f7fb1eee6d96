using System.Threading.Channels;
using Perch.Docker;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Agent.Routes;

/// <summary>
/// Hears of one speaker: a line in its log says that something changed, its status says what. So a withdrawal is known
/// within a tenth of a second, and a speaker with nothing to say costs nothing.
/// </summary>
internal sealed class SpeakerFollower(
    Func<CancellationToken, Task<DockerClient>> connect, MemberStanding speaker,
    Action<SpeakerStatus, DateTimeOffset> heard, TimeProvider time)
{
    /// <summary>Lines come in groups; asking costs a process in the pod.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a speaker is asked that says nothing: lines may be lost.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <summary>How often one is asked whose log the engine cannot read.</summary>
    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(5);

    /// <summary>After which a broken connection is tried anew.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _isRead = true;

    /// <summary>Runs until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var docker = await connect(stop);
                await FollowAsync(docker, stop);
            }
            catch (DockerException)
            {
                // The engine is away, and says so elsewhere; the speaker announces without it.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(DockerClient docker, CancellationToken stop)
    {
        // One wake is enough: the first of a group tells when it was.
        var wakes = Channel.CreateBounded<DateTimeOffset>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = ReadLogAsync(docker, wakes.Writer, end.Token);
        try
        {
            await AskAsync(new SpeakerLine(docker), wakes.Reader, stop);
        }
        finally
        {
            await end.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells of every line; ends with the container, or its connection.</summary>
    private async Task ReadLogAsync(
        DockerClient docker, ChannelWriter<DateTimeOffset> wakes, CancellationToken cancellationToken)
    {
        try
        {
            using var log = await docker.OpenLogAsync(speaker.Id, cancellationToken);
            _isRead = true;
            while (await log.GrowsAsync(cancellationToken))
            {
                wakes.TryWrite(time.GetUtcNow());
            }

            wakes.TryComplete();
        }
        catch (DockerException error) when (error.Status is not null)
        {
            _isRead = false;
        }
        catch (Exception error) when (error is DockerException or OperationCanceledException)
        {
            wakes.TryComplete();
        }
    }

    private async Task AskAsync(SpeakerLine line, ChannelReader<DateTimeOffset> wakes, CancellationToken stop)
    {
        var (at, pause) = (time.GetUtcNow(), Gap);
        while (true)
        {
            var answer = await line.StatusAsync(speaker.Id, speaker.Name, stop);
            if (answer.Status is { } status)
            {
                heard(status, at);
            }

            var longest = _isRead ? Quiet : Unread;
            pause = IsSettled(answer.Status) || 2 * pause > longest ? longest : 2 * pause;
            await Task.Delay(Gap, time, stop);
            if (await NextAsync(wakes, pause, stop) is not { } next)
            {
                return;
            }

            pause = next.Woken ? Gap : pause;
            at = next.At;
        }
    }

    /// <summary>Nothing is about to change without a line: an acknowledgement of routers would.</summary>
    private static bool IsSettled(SpeakerStatus? status) =>
        status is not null && (status.Announced || status.Gate.State is not (GateState.Up or GateState.Draining));

    /// <returns>When it woke, and whether by a line; null when the log has ended.</returns>
    private async Task<(DateTimeOffset At, bool Woken)?> NextAsync(
        ChannelReader<DateTimeOffset> wakes, TimeSpan pause, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var line = wakes.WaitToReadAsync(limit.Token).AsTask();
        var first = await Task.WhenAny(line, Task.Delay(pause, time, limit.Token));
        await limit.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (first != line)
        {
            return (time.GetUtcNow(), false);
        }

        return await line && wakes.TryRead(out var at) ? (at, true) : null;
    }
}
