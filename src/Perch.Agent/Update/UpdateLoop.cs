using Perch.Agent.Events;
using Perch.Docker;
using Perch.Model;
using Perch.Pods;

namespace Perch.Agent.Update;

/// <summary>
/// The agent's own updates, beside its healing: finishes or undoes what others left half done, and takes new images
/// where the policy is <c>auto</c>. A loop of its own, for an update takes as long as ten healings; the names of the
/// containers keep the two apart.
/// </summary>
public sealed class UpdateLoop : IPodEvents
{
    /// <summary>The shortest <c>x-anycast.update.interval</c>.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Names alone, so it costs an engine little.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly AgentOptions _options;
    private readonly AutoUpdater _auto;

    public UpdateLoop(AgentOptions options)
    {
        _options = options;
        Directory.CreateDirectory(options.StateDirectory);
        var seen = SeenImages.Open(Path.Combine(options.StateDirectory, "images.json"));
        _auto = new AutoUpdater(this, seen, options.Time);
    }

    /// <summary>Runs until it is told to stop; an update that is under way then is rolled back first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var docker = await _options.Connect(stop);
                await PassAsync(docker, stop);
                await ListenAsync(docker, stop);
            }
            catch (Exception error) when (error is DockerException or IOException)
            {
                _options.Log.Warning("not-updated", error.Message);
                await Task.Delay(Pause, _options.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void Add(PodEvent what)
    {
        _options.Log.Information("update", what.Sentence, $"{what.Project}/{what.Service}");
        foreach (var events in _options.Events)
        {
            events.Add(what);
        }
    }

    /// <summary>Until the next pass is due, or a container shows that somebody is replacing another, and may have been
    /// left half-way.</summary>
    private async Task ListenAsync(DockerClient docker, CancellationToken stop)
    {
        var since = _options.Time.GetTimestamp();
        while (_options.Time.GetElapsedTime(since) < Pause)
        {
            await Task.Delay(Look, _options.Time, stop);
            var entries = await docker.ListContainersAsync([PodNames.PodLabel], stop);
            if (entries.Any(entry => ContainerNames.IsAside(entry.Name)))
            {
                return;
            }
        }
    }

    private async Task PassAsync(DockerClient docker, CancellationToken stop)
    {
        var pods = await new PodFinder(docker).FindAsync(null, stop);
        foreach (var pod in pods.Where(pod => pod is { Aside.Count: > 0, Unreadable: [] }))
        {
            var updater = new Updater(docker, _options.Time);
            updater.Said += sentence => _options.Log.Information("update", sentence, $"{pod.Project}/{pod.Service}");
            await updater.RecoverAsync(pod, stop);
        }

        await _auto.PassAsync(docker, pods, stop);
    }
}
