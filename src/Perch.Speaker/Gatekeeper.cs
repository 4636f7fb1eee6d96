using Perch.Linux;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Gate;
using Perch.Speaker.Probes;

namespace Perch.Speaker;

/// <summary>Works the gate: brings it what happens, and does what it asks.</summary>
internal sealed class Gatekeeper : ITimed, IDisposable
{
    private readonly List<GateEffect> _effects = [];
    private readonly ServiceGate _gate;
    private readonly Prober _prober;
    private readonly Log _log;

    /// <exception cref="FormatException">A probe asks for something that cannot be asked.</exception>
    public Gatekeeper(SpeakerPlan plan, Loop loop, Log log)
    {
        var config = plan.Config;
        var rig = new ProbeRig(loop.Poller, loop.Inbox, new Random(Seed.New()), TimeProvider.System);
        var probes = rig.Build(config.Health.Probes, [.. plan.Prefixes.Select(prefix => prefix.Address)]);
        _prober = new Prober(probes, Tell);
        _gate = new ServiceGate(config.Pod, config.Health, config.Drain, [.. probes.Select(probe => probe.Name)]);
        _log = log;
    }

    /// <summary>The verdict on the application has changed.</summary>
    public event Action<Verdict>? Decided;

    /// <summary>The service is off the network on purpose.</summary>
    public event Action? Drained;

    public TimeSpan? Deadline => _gate.Deadline;

    public Verdict Verdict => _gate.Verdict;

    public void TimePassed(TimeSpan now) => Tell(new GateEvent.TimePassed(), now);

    public void Tell(GateEvent what) => Tell(what, BootClock.Now);

    public GateStatus Status(TimeSpan now) => _gate.Status(now);

    public void Dispose() => _prober.Dispose();

    private void Tell(GateEvent what, TimeSpan now)
    {
        _gate.Handle(what, now, _effects);

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
            case GateEffect.StartLook look:
                _prober.Start(look.Look);
                break;
            case GateEffect.EndLook look:
                _prober.End(look.Look);
                break;
            case GateEffect.Drained:
                Drained?.Invoke();
                break;
            case GateEffect.Say say:
                _log.Write(say.Severity, say.Sentence);
                break;
        }
    }
}
