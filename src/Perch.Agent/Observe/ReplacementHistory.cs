using Perch.Agent.Events;
using Perch.Agent.Reconcile;
using Perch.Agent.Update;
using Perch.Model;

namespace Perch.Agent.Observe;

/// <summary>What others replace in one pod, told from one look to the next. What the agent replaces it tells itself.
/// Pure.</summary>
public sealed class ReplacementHistory
{
    private static readonly string[] Roles = [PodNames.ApplicationRole, PodNames.SpeakerRole, PodNames.HolderRole];

    private readonly Dictionary<string, MemberStanding> _known = [];
    private (UpdateStanding What, DateTimeOffset Since)? _begun;

    /// <returns>What happened since the last look.</returns>
    public IReadOnlyList<PodEvent> Look(PodStanding pod, DateTimeOffset now)
    {
        if (pod.Update is { } update && update.By != Updater.Agent)
        {
            if (_begun?.What.Container == update.Container)
            {
                return [];
            }

            _begun = (update, now);
            return
            [
                Event(pod, PodEventKind.UpdateStarted, now, update.Container)
                    with { Sentence = $"{update.Container} is updated to {update.Image} by {update.By}" },
            ];
        }

        if (pod.Update is not null || pod.Verdict is VerdictKind.InFlight)
        {
            return [];
        }

        var happened = Roles.Select(role => Settled(pod, role, now)).OfType<PodEvent>().ToList();
        _begun = null;
        return happened;
    }

    private PodEvent? Settled(PodStanding pod, string role, DateTimeOffset now)
    {
        if (pod.Member(role) is not { } member)
        {
            return null;
        }

        var before = _known.GetValueOrDefault(role);
        _known[role] = member;
        TimeSpan? took = _begun?.What.Container == member.Name ? now - _begun.Value.Since : null;
        if (before is null || before.Id == member.Id)
        {
            return took is null || before is null ? null : Event(pod, PodEventKind.RolledBack, now, member.Name) with
            {
                Sentence = $"{member.Name} is the old one again, of {member.Image}",
                Took = took,
            };
        }

        if (member.MadeBy == Updater.Agent || role == PodNames.HolderRole)
        {
            return null;
        }

        var image = $"of {member.Image}" + (before.Image == member.Image ? "" : $" instead of {before.Image}");
        return Event(pod, member.MadeBy is null ? PodEventKind.Replaced : PodEventKind.Updated, now, member.Name) with
        {
            Sentence = member.MadeBy is { } by
                ? $"{member.Name} was updated by {by}: it is {image}"
                : $"{member.Name} was made anew by somebody else (Compose, another updater): it is {image}",
            Took = took,
        };
    }

    private static PodEvent Event(PodStanding pod, PodEventKind kind, DateTimeOffset now, string container) => new()
    {
        At = now,
        Project = pod.Project,
        Service = pod.Service,
        Kind = kind,
        Sentence = "",
        Container = container,
    };
}
