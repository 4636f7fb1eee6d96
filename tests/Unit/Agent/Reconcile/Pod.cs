using Perch.Agent.Reconcile;

namespace Perch.Tests.Unit.Agent.Reconcile;

/// <summary>A pod of an engine that a test plays, with the events that the engine would tell.</summary>
internal sealed class Pod
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    private int _made = 1;

    public Pod()
    {
        Holder = New("dns-net") with { State = "running", StartedAt = At(1) };
        Speaker = Member("dns-speaker") with { State = "running", StartedAt = At(2) };
        Application = Member("dns") with { State = "running", StartedAt = At(3) };
        Memory.Look(Seen, Now);
        Wait(10);
    }

    public PodMemory Memory { get; } = new();

    public TimeSpan Now { get; private set; }

    public SeenContainer? Holder { get; set; }

    public SeenContainer? Speaker { get; set; }

    public SeenContainer? Application { get; set; }

    public IReadOnlyList<string> InFlight { get; set; } = [];

    public bool HolderIsKnown { get; set; } = true;

    public SeenPod Seen => new(new PodKey("dns", "dns"))
    {
        Holder = Holder,
        Members = [.. new[] { Speaker, Application }.OfType<SeenContainer>()],
        InFlight = InFlight,
        HolderIsKnown = HolderIsKnown,
    };

    public Verdict Verdict
    {
        get
        {
            Memory.Look(Seen, Now);
            var verdict = Reconciler.Decide(Seen, Memory, Now);
            Memory.Judged(verdict.Kind == VerdictKind.Well, Now);
            return verdict;
        }
    }

    /// <summary>The verdict when everything has been quiet for a while.</summary>
    public Verdict SettledVerdict
    {
        get
        {
            _ = Verdict;
            Wait(5);
            return Verdict;
        }
    }

    public static DateTimeOffset At(double seconds) => Epoch.AddSeconds(seconds);

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public void Tell(string id, params string[] actions)
    {
        foreach (var action in actions)
        {
            Memory.Learn(action, id, Now);
        }
    }

    public SeenContainer New(string name) => new()
    {
        Id = $"id-{name}-{_made++}",
        Name = name,
        State = "created",
        NetworkMode = "dns_default",
    };

    public SeenContainer Member(string name) => New(name) with { NetworkMode = "container:" + Holder!.Id };

    /// <summary>Carries a step out as an engine does.</summary>
    public void CarryOut(Step step)
    {
        Memory.Begin(step);
        var started = At(1000 + Now.TotalSeconds);
        StepResult result = new(null);
        switch (step.Kind)
        {
            case StepKind.StartHolder:
                Holder = Holder! with { State = "running", StartedAt = started, Error = "" };
                Tell(Holder.Id, "start");
                break;
            case StepKind.MakeHolder:
                Holder = New("dns-net") with { State = "running", StartedAt = started };
                result = new(null, Holder.Id);
                Tell(Holder.Id, "create", "start");
                break;
            default:
                Replace(step.Id, member => step.Kind == StepKind.RecreateMember
                    ? Member(member.Name) with { State = "running", StartedAt = started }
                    : member with { State = "running", StartedAt = started, Error = "" });
                Tell(step.Id, "kill", "die", "stop", "start");
                break;
        }

        Memory.Tried(step, result, Now);
    }

    private void Replace(string id, Func<SeenContainer, SeenContainer> change)
    {
        Speaker = Speaker?.Id == id ? change(Speaker) : Speaker;
        Application = Application?.Id == id ? change(Application) : Application;
    }
}
