namespace Perch.Agent.Reconcile;

/// <summary>
/// What the agent remembers of a pod beside what the engine shows: who died how, what was tried. All times are the
/// agent's own clock, which never jumps.
/// </summary>
public sealed class PodMemory
{
    /// <summary>How long events about a container that a step was carried out on are our own doing.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Death> _deaths = [];
    private readonly Dictionary<string, Tries> _tries = [];
    private readonly Dictionary<string, TimeSpan> _ours = [];
    private string _looked = "";
    private TimeSpan? _wellSince;

    /// <summary>When somebody other than the agent last changed something.</summary>
    public TimeSpan ChangedAt { get; private set; }

    /// <summary>Docker restarts what has ended within a minute, and tells of it. A container that has been waiting for
    /// its restart longer than that waits for ever.</summary>
    public bool IsForgotten(TimeSpan now) => now - ChangedAt > Pace.DockersLongest;

    /// <summary>Takes in an event of the engine: "die", "stop", "start", "destroy" and whatever else.</summary>
    public void Learn(string action, string id, TimeSpan now)
    {
        var ours = IsOurs(id, now);
        switch (action)
        {
            case "start" or "destroy":
                _deaths.Remove(id);
                break;
            case "die":
                // Engines tell of a stop before the death that it caused, or after: either way it is one death.
                _deaths.TryAdd(id, new Death(now, ByOperator: false));
                break;
            case "stop" when !ours:
                _deaths[id] = new Death(now, ByOperator: true);
                break;
        }

        if (!ours)
        {
            ChangedAt = now;
        }
    }

    /// <summary>Takes in what the engine shows.</summary>
    public void Look(SeenPod pod, TimeSpan now)
    {
        foreach (var container in pod.Containers.Where(container => container.IsRunning))
        {
            _deaths.Remove(container.Id);
        }

        // What changed although no event told of it: the stream was broken, or the agent was not there.
        var looks = string.Join(' ', pod.Containers
            .Select(container => $"{container.Id} {container.Name} {container.State} {container.StartedAt.Ticks}")
            .Concat(pod.InFlight));
        if (looks != _looked && !_ours.Keys.Any(id => IsOurs(id, now)))
        {
            ChangedAt = now;
        }

        _looked = looks;
    }

    /// <summary>The pod is well, or is not: well for long enough forgives all tries.</summary>
    public void Judged(bool well, TimeSpan now)
    {
        _wellSince = well ? _wellSince ?? now : null;
        if (_wellSince is { } since && now - since >= Pace.Forgiven)
        {
            _tries.Clear();
        }
    }

    /// <summary>The engine's events broke off: its last ones may have been its own end.</summary>
    /// <param name="isAnother">It was the engine that broke them off: the one that comes is tried afresh.</param>
    /// <param name="now">When.</param>
    public void EngineLost(bool isAnother, TimeSpan now)
    {
        foreach (var (id, _) in _deaths.Where(death => now - death.Value.At <= Pace.GoingDown).ToList())
        {
            _deaths.Remove(id);
        }

        if (isAnother)
        {
            _tries.Clear();
        }

        ChangedAt = now;
    }

    /// <summary>A step is about to be carried out: what the engine tells of its container meanwhile is its
    /// echo.</summary>
    public void Begin(Step step) => _ours[step.Id] = TimeSpan.MaxValue;

    /// <summary>A step was carried out.</summary>
    public void Tried(Step step, StepResult result, TimeSpan now)
    {
        foreach (var (id, _) in _ours.Where(ours => ours.Value < now).ToList())
        {
            _ours.Remove(id);
        }

        _ours[step.Id] = now + Echo;
        if (result.Made is { } made)
        {
            _ours[made] = now + Echo;
        }

        _tries[step.Key] = new Tries(TriesOf(step).Count + 1, now, result.Failure ?? "");
    }

    public Tries TriesOf(Step step) => _tries.GetValueOrDefault(step.Key);

    /// <summary>Null when nobody saw it die.</summary>
    public Death? DeathOf(string id) => _deaths.TryGetValue(id, out var death) ? death : null;

    private bool IsOurs(string id, TimeSpan now) => _ours.TryGetValue(id, out var until) && now <= until;
}

/// <summary>What came of a step.</summary>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Made">Identifier of the container that it made; null when it made none.</param>
public readonly record struct StepResult(string? Failure, string? Made = null);

/// <summary>How a container ended: "docker stop" says so, a crash and "docker kill" do not.</summary>
public readonly record struct Death(TimeSpan At, bool ByOperator);

/// <summary>How often a step was tried, when last, and what came of it.</summary>
public readonly record struct Tries(int Count, TimeSpan Last, string Failure);
