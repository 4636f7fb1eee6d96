using Perch.Tests.Simulation.Pods;

namespace Perch.Tests.Simulation.Laws;

/// <summary>Once its time has come and gone, a speaker waits for a later one: its loop never spins.</summary>
internal sealed class DeadlineLaw
{
    /// <summary>A step may make the next one due at once, but not for ever.</summary>
    private const int MostAtOnce = 16;

    private readonly Dictionary<Pod, int> _atOnce = [];

    public void TimePassed(SpeakerRun speaker)
    {
        var atOnce = speaker.Deadline <= speaker.Pod.Local ? _atOnce.GetValueOrDefault(speaker.Pod) + 1 : 0;
        _atOnce[speaker.Pod] = atOnce;
        Law.Holds(atOnce < MostAtOnce, "deadlines", $"{speaker.Pod.Name} is due again and again");
    }
}
