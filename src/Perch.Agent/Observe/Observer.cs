using Perch.Agent.Events;
using Perch.Agent.Reconcile;
using Perch.Agent.Routes;
using Perch.Docker;

namespace Perch.Agent.Observe;

/// <summary>Everything that there is to know of a host's pods beside what heals them: what happened, where their routes
/// are, who replaced what.</summary>
public sealed class Observer : IAgentObserver, IDisposable
{
    private readonly TimeProvider _time;
    private readonly Dictionary<PodKey, ReplacementHistory> _replacements = [];
    private readonly LastEvents _last;
    private readonly RouteWatch _routes;
    private Standings _seen;

    /// <param name="log">What happened, on disk.</param>
    /// <param name="others">Who else is told of what happens.</param>
    public Observer(
        EventLog log, IReadOnlyList<IPodEvents> others, Func<CancellationToken, Task<DockerClient>> connect,
        TimeProvider time)
    {
        _time = time;
        _last = new LastEvents(log.Read(new EventQuery()));
        Log = log;
        Feed = new EventFeed();
        Events = new EventFan([log, _last, Feed, .. others]);
        _routes = new RouteWatch(connect, Events, _last.Routes(), time);
        _seen = new Standings { At = default, Connected = false, Pods = [] };
    }

    public EventLog Log { get; }

    public EventFeed Feed { get; }

    /// <summary>Where everything that happens is written to.</summary>
    public IPodEvents Events { get; }

    /// <summary>How long each pass took.</summary>
    public event Action<TimeSpan>? PassTook;

    /// <summary>Where every pod stands now.</summary>
    public Standings Standings()
    {
        var seen = Volatile.Read(ref _seen);
        return seen with { Pods = [.. seen.Pods.Select(Describe)] };
    }

    public IReadOnlyList<PodStanding> Looked(
        IReadOnlyList<PodStanding> pods, bool connected, TimeSpan? fullPassTook)
    {
        var now = _time.GetUtcNow();
        foreach (var pod in pods)
        {
            if (!_replacements.TryGetValue(pod.Key, out var history))
            {
                _replacements.Add(pod.Key, history = new ReplacementHistory());
            }

            foreach (var what in history.Look(pod, now))
            {
                Events.Add(what);
            }
        }

        foreach (var gone in _replacements.Keys.Except(pods.Select(pod => pod.Key)).ToList())
        {
            _replacements.Remove(gone);
        }

        _routes.Look(pods);
        Volatile.Write(
            ref _seen,
            new Standings { At = now, Connected = connected, FullPassTook = fullPassTook, Pods = pods });
        return [.. pods.Select(Describe)];
    }

    public void Passed(TimeSpan took) => PassTook?.Invoke(took);

    public void Dispose() => _routes.Dispose();

    private PodStanding Describe(PodStanding pod) => _last.AddTo(pod) with { Routes = _routes.Of(pod.Key) };
}
