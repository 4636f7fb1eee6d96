using System.Text.Json;
using Perch.Linux;
using Perch.Model;
using Perch.Model.Status;
using Perch.Speaker.Config;
using Perch.Speaker.Control;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;
using Perch.Speaker.Probes;
using Perch.Speaker.Proving;
using Perch.Speaker.Repeating;
using Perch.Speaker.State;

namespace Perch.Speaker;

/// <summary>A running speaker: its parts, and what passes between them.</summary>
internal sealed class Speaker : IDisposable
{
    private readonly Loop _loop = new();
    private readonly RouteNetlink _netlink = new();
    private readonly Watch _netlinkWatch;
    private readonly Addresses _addresses;
    private readonly OspfInterfaces _interfaces;
    private readonly Gates _gates;
    private readonly Listeners? _listeners;
    private readonly Departure _departure;
    private readonly Prover _prover;
    private readonly Repeater _repeater;
    private readonly ControlServer? _control;
    private readonly StateFile _state;
    private readonly StatusReport _report;
    private readonly Log _log;

    public Speaker(SpeakerPlan plan, StateFile state, UnixSocket? control, Log log)
    {
        (_state, _log) = (state, log);
        _addresses = new Addresses(plan.Prefixes, _netlink);
        _interfaces = new OspfInterfaces(plan, _loop, log) { Remembered = state.Memory };
        _gates = new Gates(plan, _loop, log);
        _departure = new Departure(_gates, _interfaces, _loop, log);
        _listeners = Watch(plan);
        _prover = Prover(plan);
        _repeater = new Repeater(_listeners, _loop.Poller, log);
        _report = new StatusReport(plan, _gates, _interfaces);
        _netlinkWatch = _loop.Poller.Add(_netlink.Descriptor, Readiness.Readable, _ => LookAtLinks());
        _control = control is null ? null : new ControlServer(control, _loop.Poller, Answer);
        Announcer[] announcers = [.. Announcers(plan)];
        _report.Successions = [.. announcers.Select(announcer => announcer.Succession).OfType<Succession>()];
        _departure.Stopping += () => Array.ForEach(announcers, announcer => announcer.Hurry());
        _departure.Leaving += Remember;
        _interfaces.Learnt += () => Remember(forSuccessor: false);
        _interfaces.Reserved += () =>
            _state.Save(_state.Memory with { Sequence = _interfaces.ReservedSequence }, durable: false);
        ITimed?[] parts =
            [_departure, .. announcers, _listeners, _prover, _repeater, _control, new Settling(BootClock.Now)];
        foreach (var part in parts.OfType<ITimed>())
        {
            _loop.Add(part);
        }
    }

    /// <summary>Runs until it is asked to leave, and has left.</summary>
    public void Run()
    {
        _addresses.Bind(_log);
        DropCapabilities();
        using var signals = new Signals(_loop.Inbox, _departure);
        LookAtLinks();
        _gates.Tell(new GateEvent.Started(_state.Memory.Drained));
        _loop.Run();
    }

    public void Dispose()
    {
        _control?.Dispose();
        _repeater.Dispose();
        _prover.Dispose();
        _listeners?.Dispose();
        _gates.Dispose();
        _interfaces.Dispose();
        _netlinkWatch.Dispose();
        _netlink.Dispose();
        _loop.Dispose();
    }

    private Listeners? Watch(SpeakerPlan plan)
    {
        var required = new List<RequiredPort>();
        foreach (var name in RequiredListeners.Of(plan.Config.Health))
        {
            if (RequiredPort.TryParse(name, out var port))
            {
                required.Add(port);
            }
        }

        return required.Count == 0 ? null : new Listeners(required, _gates, _loop.Poller);
    }

    private Prover Prover(SpeakerPlan plan) => new(
        plan.Config.Health,
        plan.Prefixes,
        new ProbeRig(_loop.Poller, _loop.Inbox, new Random(Seed.New()), TimeProvider.System),
        _listeners);

    /// <summary>What another speaker left for this one is left for it once: if this one crashes, the next does not take
    /// anything over.</summary>
    private IEnumerable<Announcer> Announcers(SpeakerPlan plan)
    {
        var (memory, now) = (_state.Memory, BootClock.Now);
        if (memory.HandedOverAt is { } left)
        {
            _state.Save(memory with { HandedOverAt = null }, durable: false);
            _log.Write(Successor()?.Said ?? $"a speaker handed over {Spoken.Duration(now - left)} ago, longer than the "
                + "routers wait: this one begins anew");
        }

        return _gates.All.Select(gate =>
            new Announcer(gate, plan.Config, _interfaces, Successor(), _log));

        Succession? Successor() => Succession.Of(memory, now, plan.Config.Health.Lease);
    }

    /// <summary>Raw sockets are opened as interfaces come; nothing else is needed from here on.</summary>
    private void DropCapabilities()
    {
        Capabilities.KeepOnly(Capability.NetRaw);
        var kept = Capabilities.Held is Capability.None ? "none: raw sockets need NET_RAW" : "NET_RAW";
        _log.Write($"capabilities kept: {kept}");
    }

    private void LookAtLinks()
    {
        var links = _netlink.Read();
        _interfaces.Update(links);
        _report.Addresses = _addresses.Status(links);
        _gates.Tell(_report.Addresses);
    }

    private byte[]? Answer(ControlRequest request, ControlCaller caller)
    {
        if (request is { Ask: ControlVerb.Prove, Proof: { } demand })
        {
            return Prove(demand, caller);
        }

        return request.Ask is ControlVerb.Status
            ? JsonSerializer.SerializeToUtf8Bytes(Status(), ModelJson.Default.SpeakerStatus)
            : JsonSerializer.SerializeToUtf8Bytes(Obey(request), ControlJson.Default.ControlAnswer);
    }

    private ControlAnswer Obey(ControlRequest request) => request switch
    {
        { Ask: ControlVerb.Drain, Force: false } when LastOne.Objection(Status()) is { } objection =>
            new(false, objection) { Refused = true },
        { Ask: ControlVerb.Drain } => new(true, Drain(true)),
        { Ask: ControlVerb.Undrain } => new(true, Drain(false)),
        { Ask: ControlVerb.HandOver } => new(true, HandOver()),
        { Ask: ControlVerb.Repeat } => _repeater.Start(
            TimeSpan.FromMilliseconds(request.Milliseconds), BootClock.Now, out var said)
            ? new(true, said)
            : new(false, said),
        _ => new(true, "the loop turns"),
    };

    private byte[]? Prove(ProofDemand demand, ControlCaller caller)
    {
        caller.Wait(TimeSpan.FromMilliseconds(demand.Milliseconds));
        var started = _prover.Start(demand, BootClock.Now, proof =>
            caller.Reply(JsonSerializer.SerializeToUtf8Bytes(proof, ModelJson.Default.ProofStatus)));
        return started ? null : JsonSerializer.SerializeToUtf8Bytes(
            new ControlAnswer(false, "another proof is under way"), ControlJson.Default.ControlAnswer);
    }

    private SpeakerStatus Status() => _report.Write(BootClock.Now, Problems());

    private string Drain(bool drained)
    {
        _state.Save(_state.Memory with { Drained = drained }, durable: true);
        _gates.Tell(drained ? new GateEvent.DrainRequested() : new GateEvent.UndrainRequested());
        var why = _gates.Why(BootClock.Now);
        return _state.Problem is { } problem ? $"{why}; but {problem}" : why;
    }

    private string HandOver()
    {
        var dead = _interfaces.Memories(BootClock.Now).Select(link => link.Dead).DefaultIfEmpty().Min();
        _departure.HandOver("asked on the control socket");
        return dead == default
            ? "leaving; no router is Full, so there is nothing to hand over"
            : $"handing over: the routes stay for a successor, which must come within {Spoken.Duration(dead)}";
    }

    /// <summary>For the next speaker.</summary>
    private void Remember(bool forSuccessor)
    {
        var now = BootClock.Now;
        var announces = !_state.Memory.Drained && _gates.All.Any(gate => gate.Verdict is not Verdict.Withdrawn);
        var memory = _state.Memory with
        {
            Links = _interfaces.Memories(now),
            HandedOverAt = forSuccessor && announces ? now : null,
        };
        _state.Save(memory, durable: false);
    }

    private IEnumerable<string> Problems()
    {
        IEnumerable<string?> own = [_listeners?.Problem, _state.Problem];
        return _addresses.Problems.Concat(own.OfType<string>());
    }
}
