using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Gate;
using Perch.Speaker.Probes;

namespace Perch.Speaker;

/// <summary>Works one gate: brings it what happens, and does what it asks.</summary>
internal sealed class Gatekeeper : ITimed, IDisposable
{
    private readonly List<GateEffect> _effects = [];
    private readonly ServiceGate _gate;
    private readonly Prober _prober;
    private readonly Log _log;
    private readonly string? _family;

    /// <param name="prefixes">What this gate decides on.</param>
    /// <param name="family">"IPv4" or "IPv6" where each stands for itself.</param>
    public Gatekeeper(
        ServiceGate gate, IReadOnlyList<AnycastPrefix> prefixes, string? family, IReadOnlyList<Probe> probes, Log log)
    {
        (Prefixes, _family, _log, _gate) = (prefixes, family, log, gate);
        _prober = new Prober(probes, Tell);
    }

    /// <summary>The verdict on the application has changed.</summary>
    public event Action<Verdict>? Decided;

    /// <summary>The service has been found dead, and why.</summary>
    public event Action<string>? Refuted;

    /// <summary>The service is off the network on purpose.</summary>
    public event Action? Drained;

    public IReadOnlyList<AnycastPrefix> Prefixes { get; }

    public TimeSpan? Deadline => _gate.Deadline;

    public TimeSpan? Expiry => _gate.LeaseEnd;

    public Verdict Verdict => _gate.Verdict;

    public bool IsDrained => _gate.State is GateState.Drained;

    public void TimePassed(TimeSpan now) => Tell(new GateEvent.TimePassed(), now);

    public void Tell(GateEvent what) => Tell(what, BootClock.Now);

    public GateStatus Status(TimeSpan now) => _gate.Status(now) with { Family = _family };

    /// <summary>A sentence of this gate: with its family's name before it, where there are two.</summary>
    public string Said(string sentence) => _family is null ? sentence : $"{_family}: {sentence}";

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

        if (_gate.IsRefuted && Refuted is not null)
        {
            Refuted(_gate.Status(now).Why);
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
                _log.Write(say.Severity, Said(say.Sentence));
                break;
        }
    }
}
