using Perch.Agent.Events;
using Perch.Agent.Heal;
using Perch.Agent.Reconcile;
using Perch.Agent.Watch;
using Perch.Docker;

namespace Perch.Agent;

/// <summary>Tells what happens, to the log and to whoever else listens: each change once.</summary>
internal sealed class PodNews(AgentOptions options)
{
    private bool _lost;
    private string _notKept = "";

    public void Connected(DockerClient docker)
    {
        _lost = false;
        options.Log.Information("connected", $"the engine at {docker.Endpoint} speaks API {docker.Version}");
    }

    public void Lost(string reason)
    {
        if (!_lost)
        {
            options.Log.Warning("engine-lost", reason);
        }

        _lost = true;
    }

    public void NotKept(PodKey pod, string why)
    {
        if (_notKept != why)
        {
            options.Log.Warning("not-kept", $"a copy of its containers cannot be written: {why}", $"{pod}");
        }

        _notKept = why;
    }

    public void Judged(WatchedPod pod, Verdict? before)
    {
        var verdict = pod.Verdict!;
        if (before is null && verdict.Kind == VerdictKind.Gone)
        {
            // The engine remembered events of a pod that was gone before the agent came.
            return;
        }

        if (before is null)
        {
            Tell(pod, PodEventKind.Adopted, $"the agent watches {pod.Key}");
        }

        if (verdict.Kind == VerdictKind.Gone)
        {
            Tell(pod, PodEventKind.Released, $"no container of {pod.Key} is left");
        }
        else if (verdict.Kind == VerdictKind.Wedged && before?.Kind != VerdictKind.Wedged
            && !(verdict.Step is { } rare && pod.Memory.TriesOf(rare).Count > Pace.MostTries))
        {
            Tell(pod, PodEventKind.Wedged, verdict.Reason, verdict.Step?.Name);
        }
        else if (verdict.Step is { } step && before?.Step?.Why != step.Why
            && verdict.Kind is VerdictKind.Settling or VerdictKind.Heal)
        {
            Tell(pod, PodEventKind.Broken, step.Why, step.Name);
        }
        else if (verdict.Kind != before?.Kind && before is not null
            && verdict.Kind is VerdictKind.Well or VerdictKind.Resting)
        {
            options.Log.Information(
                verdict.Kind == VerdictKind.Well ? "well" : "resting",
                verdict.Reason.Length > 0 ? verdict.Reason : "all of it is in the holder's namespace", $"{pod.Key}");
        }
    }

    public void Tried(WatchedPod pod, DoneStep done)
    {
        var step = done.Step;
        if (done.Result.Failure is { } failure)
        {
            options.Log.Warning("not-healed", $"{step.What}: {failure}", $"{pod.Key}");
            return;
        }

        pod.Heals++;
        pod.LastHeal = $"{step.What}: {step.Why}";
        pod.LastHealAt = options.Time.GetUtcNow();
        Tell(pod, PodEventKind.Healed, pod.LastHeal, step.Name, done.Took);
    }

    private void Tell(
        WatchedPod pod, PodEventKind kind, string sentence, string? container = null, TimeSpan? took = null)
    {
        var after = took is { } time ? $" ({time.TotalSeconds:0.0} s)" : "";
        var word = kind.ToString().ToLowerInvariant();
        if (kind is PodEventKind.Wedged or PodEventKind.Broken)
        {
            options.Log.Warning(word, sentence + after, $"{pod.Key}");
        }
        else
        {
            options.Log.Information(word, sentence + after, $"{pod.Key}");
        }

        var what = new PodEvent
        {
            At = options.Time.GetUtcNow(),
            Project = pod.Key.Project,
            Service = pod.Key.Service,
            Kind = kind,
            Sentence = sentence,
            Container = container,
            Took = took,
        };
        foreach (var listener in options.Events)
        {
            listener.Add(what);
        }
    }
}
