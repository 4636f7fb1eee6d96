using Perch.Agent.Events;
using Perch.Agent.Reconcile;

namespace Perch.Agent.Observe;

/// <summary>Of every pod the last heal, the last update and the last of its routes, also from before the agent
/// started.</summary>
public sealed class LastEvents : IPodEvents
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(PodKey, Matter), PodEvent> _last = [];

    public LastEvents(IEnumerable<PodEvent> past)
    {
        foreach (var what in past)
        {
            Add(what);
        }
    }

    public void Add(PodEvent what)
    {
        if (MatterOf(what.Kind) is { } matter)
        {
            lock (_gate)
            {
                _last[(new PodKey(what.Project, what.Service), matter)] = what;
            }
        }
    }

    /// <summary>The last of the routes of every pod.</summary>
    public IReadOnlyDictionary<PodKey, PodEvent> Routes()
    {
        lock (_gate)
        {
            return _last.Where(known => known.Key.Item2 == Matter.Route)
                .ToDictionary(known => known.Key.Item1, known => known.Value);
        }
    }

    /// <summary>The pod with what is known of its past.</summary>
    public PodStanding AddTo(PodStanding pod)
    {
        lock (_gate)
        {
            var heal = _last.GetValueOrDefault((pod.Key, Matter.Heal));
            var update = _last.GetValueOrDefault((pod.Key, Matter.Update));
            return pod with
            {
                LastHeal = pod.LastHeal ?? heal?.Sentence,
                LastHealAt = pod.LastHealAt ?? heal?.At,
                LastUpdate = update?.Sentence,
                LastUpdateAt = update?.At,
            };
        }
    }

    private static Matter? MatterOf(PodEventKind kind) => kind switch
    {
        PodEventKind.Healed => Matter.Heal,
        PodEventKind.Announced or PodEventKind.Withdrawn => Matter.Route,
        PodEventKind.Updated or PodEventKind.RolledBack or PodEventKind.UpdateFailed or PodEventKind.Replaced =>
            Matter.Update,
        _ => null,
    };

    private enum Matter
    {
        Heal,
        Route,
        Update,
    }
}
