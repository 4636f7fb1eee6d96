using Perch.Model.Status;
using Perch.Speaker.Gate;
using Perch.Speaker.State;

namespace Perch.Speaker;

/// <summary>
/// Routes that the speaker before us left on purpose, for this one. They stay until the service has proven itself, and
/// are withdrawn if it has not by a stated time, or is found dead before.
/// </summary>
/// <param name="left">When the speaker before us left.</param>
/// <param name="started">When this one began.</param>
/// <param name="patience">How long they stay without proof.</param>
internal sealed class Succession(TimeSpan left, TimeSpan started, TimeSpan patience)
{
    public TimeSpan End { get; } = started + patience;

    public HandOverState State { get; private set; } = HandOverState.Waiting;

    public bool IsWaiting => State is HandOverState.Waiting;

    public string Said { get; private set; } =
        $"a speaker handed over {Spoken.Duration(started - left)} ago: what it announced stays until the service has "
        + $"proven itself, for {Spoken.Duration(patience)} at most";

    /// <summary>Null: nobody handed over, or so long ago that the routers have forgotten it.</summary>
    public static Succession? Of(SpeakerMemory memory, TimeSpan now, TimeSpan patience) =>
        memory.HandedOverAt is { } left && left <= now && memory.Links.Any(link => link.AsOf(now) is not null)
            ? new Succession(left, now, patience)
            : null;

    public void Proven(TimeSpan now) => Become(
        HandOverState.TakenOver,
        $"took over: the service has proven itself {Spoken.Duration(now - left)} after the speaker before left, and "
            + "what that one announced goes on");

    public void Expired() => Become(
        HandOverState.Withdrawn,
        $"the hand-over failed: the service has not proven itself within {Spoken.Duration(patience)}; what the speaker "
            + "before announced is withdrawn");

    /// <param name="why">As the gate says it.</param>
    public void Refuted(string why) => Become(
        HandOverState.Withdrawn, $"the hand-over failed: {why}; what the speaker before announced is withdrawn");

    private void Become(HandOverState state, string said) => (State, Said) = (state, said);
}
