using Perch.Linux;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Speaker;

/// <summary>Works the gate: brings it what happens, and does what it asks.</summary>
internal sealed class Gatekeeper(ServiceGate gate, Log log) : ITimed
{
    private readonly List<GateEffect> _effects = [];

    /// <summary>The verdict on the application has changed.</summary>
    public event Action<Verdict>? Decided;

    /// <summary>The service is off the network on purpose.</summary>
    public event Action? Drained;

    public TimeSpan? Deadline => gate.Deadline;

    public Verdict Verdict => gate.Verdict;

    public void TimePassed(TimeSpan now) => Tell(new GateEvent.TimePassed(), now);

    public void Tell(GateEvent what) => Tell(what, BootClock.Now);

    public GateStatus Status(TimeSpan now) => gate.Status(now);

    private void Tell(GateEvent what, TimeSpan now)
    {
        gate.Handle(what, now, _effects);

        // What an effect brings about may tell the gate something in turn: each event's effects are its own.
        GateEffect[] effects = [.. _effects];
        _effects.Clear();
        foreach (var effect in effects)
        {
            Do(effect);
        }
    }

    private void Do(GateEffect effect)
    {
        switch (effect)
        {
            case GateEffect.VerdictChanged changed:
                Decided?.Invoke(changed.Verdict);
                break;
            case GateEffect.Drained:
                Drained?.Invoke();
                break;
            case GateEffect.Say say:
                log.Write(say.Severity, say.Sentence);
                break;
        }
    }
}
