using Perch.Agent.Events;
using Perch.Model.Status;

namespace Perch.Agent.Routes;

/// <summary>When the routes of one pod came and went, told from one status of its speaker to the next. Pure.</summary>
/// <param name="project">Its Compose project.</param>
/// <param name="service">The application's service name.</param>
public sealed class RouteHistory(string project, string service)
{
    private bool? _announced;
    private DateTimeOffset _since;
    private string _why = "";
    private string _found = "";

    /// <summary>Null until its speaker was heard.</summary>
    public bool? IsAnnounced => _announced;

    /// <summary>They were there once, and went.</summary>
    public bool IsAway { get; private set; }

    /// <summary>How long the routes have been where they are.</summary>
    public TimeSpan For(DateTimeOffset now) => _announced is null ? TimeSpan.Zero : now - _since;

    /// <summary>Why they are where they are.</summary>
    public string Why => _why;

    /// <summary>Takes up what an earlier agent wrote down last of these routes.</summary>
    public void Resume(PodEvent last)
    {
        (_announced, _since, _why) = (last.Kind == PodEventKind.Announced, last.At, last.Sentence);
        IsAway = last.Kind == PodEventKind.Withdrawn;
        _found = " (found so when the agent came back)";
    }

    /// <summary>The speaker has said where it stands.</summary>
    /// <returns>What changed; null when nothing did.</returns>
    public PodEvent? Heard(SpeakerStatus status, DateTimeOffset now) => Change(
        status.Announced,
        status.Announced ? Announcement(status) : Reason(status),
        now);

    /// <summary>The speaker does not run, or does not answer: routers find that out by themselves.</summary>
    /// <param name="why">A sentence.</param>
    public PodEvent? Lost(string why, DateTimeOffset now) => Change(false, why, now);

    private PodEvent? Change(bool announced, string why, DateTimeOffset now)
    {
        var found = _found;
        _found = "";
        if (_announced == announced)
        {
            return null;
        }

        var before = _announced;
        var took = now - _since;
        var (isBack, gone) = (announced && IsAway, _why);
        (_announced, _since, _why, IsAway) = (announced, now, why, !announced && before is not null);
        if (before is null && !announced)
        {
            // A pod that has only just begun is not one whose routes went away.
            return null;
        }

        return new PodEvent
        {
            At = now,
            Project = project,
            Service = service,
            Kind = announced ? PodEventKind.Announced : PodEventKind.Withdrawn,
            Sentence = (isBack ? $"{why}; it was away because of this: {gone}" : why) + found,
            Took = isBack ? took : null,
        };
    }

    private static string Announcement(SpeakerStatus status) =>
        $"announced {string.Join(", ", status.Addresses.Select(address => address.Address))}";

    private static string Reason(SpeakerStatus status) =>
        status.Reasons.Count > 0 ? string.Join("; ", status.Reasons) : status.Gate.Why;
}
