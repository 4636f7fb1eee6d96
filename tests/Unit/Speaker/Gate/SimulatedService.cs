using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Gate;

namespace Perch.Tests.Unit.Speaker.Gate;

/// <summary>What a simulated application does with a probe: answers after a while, or never.</summary>
internal readonly record struct Reply(bool Passed, string Answer, TimeSpan After)
{
    public static readonly Reply Good = new(true, "NOERROR", TimeSpan.FromMilliseconds(1));
    public static readonly Reply Wrong =
        new(false, "answered SERVFAIL, expected NOERROR", TimeSpan.FromMilliseconds(1));

    public static readonly Reply Hang = new(true, "NOERROR", TimeSpan.FromDays(1));
}

/// <summary>A gate, its clock, and an application that does what the test says.</summary>
internal sealed class SimulatedService
{
    public const string Address = "172.22.76.109/32";
    private readonly List<(TimeSpan At, GateEvent.ProbeCompleted What)> _answers = [];
    private readonly List<GateEffect> _effects = [];
    private readonly ServiceGate _gate;
    private readonly int _probes;
    private TimeSpan _lookStart;

    public SimulatedService(HealthConfig? health = null, string[]? probes = null)
    {
        Health = health ?? new HealthConfig { Listeners = ["udp/53"] };
        probes ??= ["dns example.dn42 SOA"];
        _probes = probes.Length;
        _gate = new ServiceGate("powerdns", Health, new DrainConfig(), probes);
    }

    public HealthConfig Health { get; }

    public Func<int, Reply> Application { get; set; } = _ => Reply.Good;

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(3);

    public List<(TimeSpan At, Verdict Verdict)> Verdicts { get; } = [];

    public List<string> Said { get; } = [];

    public List<TimeSpan> Looks { get; } = [];

    public long LookNumber { get; private set; }

    public int DrainedCount { get; private set; }

    /// <summary>The last sentence before the last drain was over.</summary>
    public string? SaidWhenDrained { get; private set; }

    /// <summary>Called after every event.</summary>
    public Action Watched { get; set; } = () => { };

    /// <summary>When a look was last over in its time, as the simulation counts it.</summary>
    public TimeSpan LastLook { get; private set; }

    public Verdict Verdict => _gate.Verdict;

    public GateState State => Status.State;

    public GateStatus Status => _gate.Status(Now);

    public static SimulatedService Started(
        HealthConfig? health = null,
        string[]? probes = null,
        Func<int, Reply>? application = null)
    {
        var service = new SimulatedService(health, probes);
        service.Application = application ?? service.Application;
        service.Bind("lo");
        service.Listen(true);
        service.Handle(new GateEvent.Started(Drained: false));
        return service;
    }

    /// <summary>Announced, an hour ago and steady since.</summary>
    public static SimulatedService Up(HealthConfig? health = null, string[]? probes = null)
    {
        var service = Started(health, probes);
        service.Run(TimeSpan.FromHours(1));
        Assert.Equal(GateState.Up, service.State);
        service.Said.Clear();
        service.Verdicts.Clear();
        service.Looks.Clear();
        return service;
    }

    public void Bind(string? to) => Handle(new GateEvent.AddressesChanged([new AddressStatus(Address, to)]));

    public void Listen(bool listening) => Handle(new GateEvent.ListenersChanged(
        [.. RequiredListeners.Of(Health).Select(name => new ListenerStatus(name, listening))]));

    public void Listen(int sockets) => Handle(new GateEvent.ListenersChanged([.. RequiredListeners.Of(Health)
        .Select(name => new ListenerStatus(name, sockets > 0) { Sockets = sockets })]));

    public void Run(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time pass, handing over every answer and every deadline in its order.</summary>
    public void Run(TimeSpan time)
    {
        var end = Now + time;
        while (NextAt() is { } next && next <= end)
        {
            Now = next > Now ? next : Now;
            var due = _answers.FindIndex(answer => answer.At <= Now);
            if (due < 0)
            {
                Handle(new GateEvent.TimePassed());
                Assert.True(_gate.Deadline > Now, "the gate asks for a time that has passed: the loop would spin");
                continue;
            }

            var what = _answers[due].What;
            _answers.RemoveAt(due);
            Handle(what);
        }

        Now = end;
    }

    /// <summary>The speaker is stopped (SIGSTOP): time passes, and it sees none of it.</summary>
    public void Freeze(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public void Handle(GateEvent what)
    {
        _effects.Clear();
        Count(what);
        _gate.Handle(what, Now, _effects);
        foreach (var effect in _effects)
        {
            Take(effect);
        }

        Watched();
    }

    private void Count(GateEvent what)
    {
        if (what is GateEvent.ProbeCompleted completed && completed.Look == LookNumber)
        {
            CountLook();
        }
    }

    private void CountLook() => LastLook = Now - _lookStart <= 2 * Health.Timeout ? Now : LastLook;

    private TimeSpan? NextAt() => _answers.Select(answer => (TimeSpan?)answer.At).Append(_gate.Deadline).Min();

    private void Take(GateEffect effect)
    {
        switch (effect)
        {
            case GateEffect.StartLook look:
                Looks.Add(Now);
                LookNumber = look.Look;
                _lookStart = Now;
                _answers.AddRange(Enumerable.Range(0, _probes).Select(probe => Answer(look.Look, probe)));
                break;
            case GateEffect.EndLook look:
                CountLook();
                _answers.RemoveAll(answer => answer.What.Look == look.Look);
                break;
            case GateEffect.VerdictChanged changed:
                Verdicts.Add((Now, changed.Verdict));
                break;
            case GateEffect.Say say:
                Said.Add(say.Sentence);
                break;
            case GateEffect.Drained:
                DrainedCount++;
                SaidWhenDrained = Said.LastOrDefault();
                break;
        }
    }

    private (TimeSpan At, GateEvent.ProbeCompleted What) Answer(long look, int probe)
    {
        var reply = Application(probe);
        return (Now + reply.After, new GateEvent.ProbeCompleted(look, probe, reply.Passed, reply.Answer));
    }
}
