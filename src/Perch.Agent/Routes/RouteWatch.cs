using Perch.Agent.Events;
using Perch.Agent.Reconcile;
using Perch.Docker;
using Perch.Model;
using Perch.Model.Status;
using Perch.Pods;

namespace Perch.Agent.Routes;

/// <summary>Follows the speakers of all pods, and writes down when routes come and go.</summary>
/// <param name="connect">Reaches the engine anew.</param>
/// <param name="events">Who is told.</param>
/// <param name="past">Per pod the last thing that an earlier agent wrote down of its routes.</param>
public sealed class RouteWatch(
    Func<CancellationToken, Task<DockerClient>> connect, IPodEvents events,
    IReadOnlyDictionary<PodKey, PodEvent> past, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PodKey, Followed> _pods = [];

    /// <summary>Null until the pod's speaker was heard.</summary>
    public RouteStanding? Of(PodKey pod)
    {
        lock (_gate)
        {
            return _pods.GetValueOrDefault(pod)?.Standing(time.GetUtcNow());
        }
    }

    /// <summary>The pods as they are now: speakers that came are followed, those that went are not.</summary>
    public void Look(IReadOnlyList<PodStanding> pods)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var key in _pods.Keys.Except(pods.Select(pod => pod.Key)).ToList())
            {
                _pods[key].Stop();
                Tell(_pods[key].Lost("its containers are gone", now));
                _pods.Remove(key);
            }

            foreach (var pod in pods)
            {
                Look(pod, now);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var pod in _pods.Values)
            {
                pod.Stop();
            }
        }
    }

    private void Look(PodStanding pod, DateTimeOffset now)
    {
        var followed = _pods.GetValueOrDefault(pod.Key);
        if (followed is null)
        {
            _pods.Add(pod.Key, followed = new Followed(pod.Key, past.GetValueOrDefault(pod.Key)));
        }

        var speaker = pod.Member(PodNames.SpeakerRole);
        if (speaker is { IsRunning: true, Namespace: Residence.Right })
        {
            Follow(followed, speaker);
            return;
        }

        followed.Stop();
        if (pod.Verdict is not VerdictKind.InFlight)
        {
            // In flight another one may be taking its routes over.
            Tell(followed.Lost(WhyLost(speaker), now));
        }
    }

    private void Follow(Followed pod, MemberStanding speaker)
    {
        if (pod.Speaker == (speaker.Id, speaker.StartedAt))
        {
            return;
        }

        pod.Stop();
        pod.Speaker = (speaker.Id, speaker.StartedAt);
        var stop = pod.End.Token;
        var follower = new SpeakerFollower(
            connect, speaker, (status, at) => Heard(pod, status, at, stop), time);
        _ = follower.RunAsync(stop);
    }

    private void Heard(Followed pod, SpeakerStatus status, DateTimeOffset at, CancellationToken stop)
    {
        lock (_gate)
        {
            if (!stop.IsCancellationRequested)
            {
                Tell(pod.Heard(status, at));
            }
        }
    }

    private void Tell(PodEvent? what)
    {
        if (what is not null)
        {
            events.Add(what);
        }
    }

    private static string WhyLost(MemberStanding? speaker) => speaker switch
    {
        null => "its speaker has no container",
        { IsRunning: false } => $"{speaker.Name} is {speaker.State}",
        _ => $"{speaker.Name} is not in the holder's namespace: nobody hears what it announces",
    };

    /// <summary>What is known of one pod's routes.</summary>
    private sealed class Followed
    {
        private readonly RouteHistory _history;
        private SpeakerStatus? _last;
        private IReadOnlyList<PrefixStanding> _prefixes = [];

        public Followed(PodKey key, PodEvent? past)
        {
            _history = new RouteHistory(key.Project, key.Service);
            if (past is not null)
            {
                _history.Resume(past);
            }
        }

        public (string Id, DateTimeOffset StartedAt)? Speaker { get; set; }

        public CancellationTokenSource End { get; private set; } = new();

        public PodEvent? Heard(SpeakerStatus status, DateTimeOffset at)
        {
            _last = status;
            _prefixes = [.. status.Addresses.Select(one => new PrefixStanding(one.Address, one.Announced))];
            return _history.Heard(status, at);
        }

        public PodEvent? Lost(string why, DateTimeOffset now)
        {
            _last = null;
            _prefixes = [.. _prefixes.Select(prefix => prefix with { Announced = false })];
            return _history.Lost(why, now);
        }

        public void Stop()
        {
            if (Speaker is not null)
            {
                End.Cancel();
                End = new CancellationTokenSource();
                Speaker = null;
            }
        }

        public RouteStanding? Standing(DateTimeOffset now) => _history.IsAnnounced is { } announced
            ? new RouteStanding
            {
                Announced = announced,
                Away = _history.IsAway,
                Since = now - _history.For(now),
                Why = _history.Why,
                Gate = _last?.Gate.State,
                Prefixes = _prefixes,
            }
            : null;
    }
}
