using Perch.Agent.Update;
using Perch.Model.Status;

namespace Perch.Tests.Unit.Agent.Update;

/// <summary>An engine with two containers of one pod, and its speaker, in a few lines: what a replacement does is done
/// at once, and time passes while it looks.</summary>
internal sealed class SimulatedPod
{
    public const string Name = "dns-powerdns-1";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private TimeSpan _now;

    public string? OldName { get; private set; } = Name;

    public string? NewName { get; private set; } = Name + ".next";

    public bool OldRuns { get; private set; } = true;

    public bool NewRuns { get; private set; }

    public bool OldIsParked { get; private set; }

    public bool Drained { get; set; }

    /// <summary>Whether a container answers when it runs.</summary>
    public bool OldAnswers { get; init; } = true;

    public bool NewAnswers { get; init; } = true;

    /// <summary>The new one ends right after its start.</summary>
    public bool NewEnds { get; init; }

    /// <summary>This step cannot be done the first time.</summary>
    public Step? Broken { get; set; }

    /// <summary>The steps that were done, or begun.</summary>
    public List<Step> Steps { get; } = [];

    public bool Answers => (OldRuns && OldAnswers) || (NewRuns && NewAnswers && !NewEnds);

    public bool Announced => Answers && !Drained;

    /// <summary>Ended well: one container, with its name, its restart policy and the route.</summary>
    public bool IsWell(bool drained = false) => Drained == drained && (OldName, NewName) switch
    {
        (Name, null) => OldRuns && !OldIsParked,
        (null, Name) => NewRuns,
        _ => false,
    };

    /// <param name="plan">The replacement.</param>
    /// <param name="first">How it begins.</param>
    /// <param name="stop">Called before each step and after: true is a crash.</param>
    public (Outcome Outcome, string Why)? Run(
        ReplacementPlan plan, ReplacementEvent first, Func<Step, bool, bool>? stop = null, Step? interruptAt = null)
    {
        var machine = new Replacement(plan);
        var effects = new Queue<ReplacementEffect>();
        Handle(first);
        for (var turn = 0; turn < 10_000; turn++)
        {
            if (interruptAt is { } step && machine.Current == step)
            {
                interruptAt = null;
                Handle(new ReplacementEvent.Interrupted());
            }

            if (!effects.TryDequeue(out var effect))
            {
                _now += TimeSpan.FromMilliseconds(200);
                Handle(new ReplacementEvent.Seen(Sight()));
                continue;
            }

            switch (effect)
            {
                case ReplacementEffect.Ended ended:
                    return (ended.Outcome, ended.Why);
                case ReplacementEffect.Watch watch when stop?.Invoke(watch.Step, false) is true:
                    return null;
                case ReplacementEffect.Watch watch:
                    Steps.Add(watch.Step);
                    break;
                case ReplacementEffect.Do work when Work(work.Step, stop) is { } came:
                    Handle(came);
                    break;
                case ReplacementEffect.Do:
                    return null;
            }
        }

        throw new InvalidOperationException($"it never ends: {Steps[^1]}");

        void Handle(ReplacementEvent what) => Tell(machine, what, effects);
    }

    private void Tell(Replacement machine, ReplacementEvent what, Queue<ReplacementEffect> effects)
    {
        var found = new List<ReplacementEffect>();
        machine.Handle(what, _now, found);
        if (found.Count > 0)
        {
            effects.Clear();
            found.ForEach(effects.Enqueue);
        }
    }

    /// <returns>What came of it; null when whoever did it is gone.</returns>
    private ReplacementEvent? Work(Step step, Func<Step, bool, bool>? stop)
    {
        Steps.Add(step);
        if (stop?.Invoke(step, false) is true)
        {
            return null;
        }

        var done = step != Broken;
        if (done)
        {
            Do(step);
        }
        else
        {
            Broken = null;
        }

        return stop?.Invoke(step, true) is true ? null
            : done ? new ReplacementEvent.Done()
            : new ReplacementEvent.Failed("it broke");
    }

    /// <summary>How whoever finds the containers goes on.</summary>
    public ReplacementEvent Found(ReplacementKind kind) => kind is ReplacementKind.Heal ? new ReplacementEvent.Begun()
        : NewName == Name ? new ReplacementEvent.TakenUp()
        : new ReplacementEvent.GivenUp("left half done");

    private void Do(Step step)
    {
        switch (step)
        {
            case Step.Drain: Drained = true; break;
            case Step.Undrain: Drained = false; break;
            case Step.ParkPolicy: OldIsParked = true; break;
            case Step.RestorePolicy: OldIsParked = false; break;
            case Step.StopOld or Step.HandOver: OldRuns = false; break;
            case Step.StartOld: OldRuns = true; break;
            case Step.StopNew: NewRuns = false; break;
            case Step.StartNew: NewRuns = true; break;
            case Step.ParkOld: Rename(() => OldName = Name + ".prev"); break;
            case Step.UnparkOld: Rename(() => OldName = Name); break;
            case Step.NameNew: Rename(() => NewName = Name); break;
            case Step.UnnameNew: Rename(() => NewName = Name + ".next"); break;
            case Step.RemoveOld: (OldName, OldRuns) = (null, false); break;
            case Step.RemoveNew: (NewName, NewRuns) = (null, false); break;
            case Step.ProveOverlap: Assert.True(OldRuns && NewRuns); break;
        }
    }

    /// <summary>An engine gives a name once.</summary>
    private void Rename(Action rename)
    {
        rename();
        Assert.NotEqual(OldName, NewName);
    }

    private PodSight Sight() => new()
    {
        Gate = Drained ? GateState.Drained : Answers ? GateState.Up : GateState.Down,
        Announced = Announced,
        Listening = Answers,
        Passing = Answers,
        LookedAgo = TimeSpan.FromTicks(_now.Ticks % Look.Ticks),
        Why = "nothing listens on udp/53",
        Old = new MemberSight(OldRuns, 0, 0, null),
        New = new MemberSight(NewRuns, NewEnds && NewRuns ? 1 : 0, NewEnds ? 1 : 0, null),
    };
}
