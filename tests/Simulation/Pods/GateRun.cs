using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Simulation.Pods;

/// <summary>One gate at work, as the speaker's <c>Gatekeeper</c> and <c>Prober</c> work it.</summary>
internal sealed class GateRun(SpeakerRun speaker, IReadOnlyList<AnycastPrefix> prefixes)
{
    private readonly ServiceGate _gate = new(
        speaker.Pod.Name,
        speaker.Pod.Settings.Health,
        speaker.Pod.Settings.Drain,
        [.. Enumerable.Range(1, speaker.Pod.Settings.Probes).Select(number => $"tcp {number}")]);

    private readonly List<GateEffect> _effects = [];
    private TimeSpan _lookStarted;
    private int _answers;
    private long _look;

    public event Action<Verdict>? Decided;

    public event Action? Drained;

    public IReadOnlyList<AnycastPrefix> Prefixes => prefixes;

    public TimeSpan? Deadline => _gate.Deadline;

    public TimeSpan? Expiry => _gate.LeaseEnd;

    public Verdict Verdict => _gate.Verdict;

    public bool IsDrained => _gate.State is GateState.Drained;

    public string Why => _gate.Status(Pod.Local).Why;

    /// <summary>When a look was last over in its time, counted apart from the gate.</summary>
    public TimeSpan? LastLook { get; private set; }

    /// <summary>What the gate has been told, as the law holds it against what it says.</summary>
    public bool IsBound { get; private set; }

    public bool IsListening { get; private set; }

    public bool HoldsLease => LastLook is { } look && Pod.Local - look < Pod.Settings.Health.Lease;

    private Pod Pod => speaker.Pod;

    public void TellAddresses(bool bound)
    {
        IsBound = bound;
        Tell(new GateEvent.AddressesChanged(
            [.. prefixes.Select(prefix => new AddressStatus(prefix.ToString(), bound ? "lo" : null))]));
    }

    public void TellListeners(bool listening)
    {
        IsListening = listening;
        Tell(new GateEvent.ListenersChanged([.. RequiredListeners.Of(Pod.Settings.Health)
            .Select(name => new ListenerStatus(name, listening))]));
    }

    public void Tell(GateEvent what)
    {
        _gate.Handle(what, Pod.Local, _effects);
        GateEffect[] effects = [.. _effects];
        _effects.Clear();
        foreach (var effect in effects)
        {
            Do(effect, what);
        }
    }

    private void Do(GateEffect effect, GateEvent on)
    {
        switch (effect)
        {
            case GateEffect.VerdictChanged changed:
                Pod.Note($"{changed.Verdict}: {Why}");
                Decided?.Invoke(Pod.World.Mutation.Decides(this, changed.Verdict));
                break;
            case GateEffect.StartLook look:
                Start(look.Look);
                break;
            case GateEffect.EndLook:
                _look = 0;
                LookEnded(on is GateEvent.TimePassed);
                break;
            case GateEffect.Say say:
                Pod.Note(say.Sentence);
                break;
            case GateEffect.Drained:
                Drained?.Invoke();
                break;
        }
    }

    private void Start(long look)
    {
        (_look, _lookStarted, _answers) = (look, Pod.Local, 0);
        for (var probe = 0; probe < Pod.Settings.Probes; probe++)
        {
            if (Pod.Application.Answer() is { } answer)
            {
                var asked = new GateEvent.ProbeCompleted(
                    look, probe, answer.Passed, answer.Passed ? "NOERROR" : "answered SERVFAIL");
                Pod.World.Time.In(answer.After, () => Pod.Deliver(speaker, () => Answered(asked)));
            }
        }
    }

    private void Answered(GateEvent.ProbeCompleted answer)
    {
        if (answer.Look == _look)
        {
            LookEnded(++_answers == Pod.Settings.Probes);
            Tell(answer);
        }
    }

    /// <summary>A look that took twice its time says only that the speaker did not run.</summary>
    private void LookEnded(bool completed)
    {
        if (completed && Pod.Local - _lookStarted <= 2 * Pod.Settings.Health.Timeout)
        {
            LastLook = Pod.Local;
        }
    }
}
