using Perch.Linux;
using Perch.Model;
using Perch.Model.Config;
using Perch.Model.Status;
using Perch.Speaker.Gate;
using Perch.Speaker.Probes;

namespace Perch.Speaker.Proving;

/// <summary>
/// Proves a service that runs twice: waits until every required port has enough listening sockets, and then asks often
/// enough, each time from other ports, that each of them has answered. Beside the gate's own looks, which go on.
/// </summary>
internal sealed class Prover(
    HealthConfig health, IReadOnlyList<AnycastPrefix> prefixes, ProbeRig rig, Listeners? listeners)
    : ITimed, IDisposable
{
    /// <summary>That a socket has come is not told by any event.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private const int MostFailures = 5;

    private readonly List<string> _failures = [];
    private IReadOnlyList<ListenerStatus> _found = [];
    private Action<ProofStatus>? _told;
    private ProofDemand _demand = new(1, null, null, 0);
    private Prober? _prober;
    private Looks? _looks;
    private TimeSpan _started;
    private TimeSpan _end;
    private int _wanted;
    private int _passed;

    public TimeSpan? Deadline { get; private set; }

    /// <returns>False: another proof is under way.</returns>
    public bool Start(ProofDemand demand, TimeSpan now, Action<ProofStatus> told)
    {
        if (_told is not null)
        {
            return false;
        }

        (_demand, _told, _started, _wanted, _passed) = (demand, told, now, 0, 0);
        _end = now + TimeSpan.FromMilliseconds(demand.Milliseconds);
        _failures.Clear();
        Deadline = now;
        return true;
    }

    public void TimePassed(TimeSpan now)
    {
        if (_looks is null)
        {
            Wait(now);
        }
        else if (_looks.IsOver(now))
        {
            Judge(now);
        }
        else
        {
            Finish(now, $"only {_looks.Number - 1} of {_wanted} looks were done in time");
        }
    }

    public void Dispose() => _prober?.Dispose();

    private void Wait(TimeSpan now)
    {
        _found = listeners?.Read(prefixes) ?? [];
        var missing = _found.Where(port => port.Sockets < _demand.SocketsOf(port.Name)).ToList();
        if (missing.Count == 0)
        {
            Begin(now);
        }
        else if (now < _end)
        {
            Deadline = now + Pause;
        }
        else
        {
            Finish(now, [.. missing.Select(port => $"{port.Name} has {port.Sockets} of "
                + $"{Spoken.Count(_demand.SocketsOf(port.Name), "listening socket")}")]);
        }
    }

    private void Begin(TimeSpan now)
    {
        var probes = rig.Build(health.Probes, [.. prefixes.Select(prefix => prefix.Address)]);
        if (probes.Count == 0)
        {
            Finish(now);
            return;
        }

        _wanted = _demand.LooksFor(_found.Select(port => port.Sockets).DefaultIfEmpty(1).Max());
        _prober = new Prober(probes, completed => Take(completed, BootClock.Now));
        _looks = new Looks(health, [.. probes.Select(probe => probe.Name)]);
        Look(now);
    }

    private void Look(TimeSpan now)
    {
        _looks!.Start(now);
        _prober!.Start(_looks.Number);
        Deadline = _looks.Due < _end ? _looks.Due : _end;
    }

    private void Take(GateEvent.ProbeCompleted probe, TimeSpan now)
    {
        if (_looks?.Awaits(probe.Look) is true)
        {
            _looks.Record(probe.Probe, probe.Passed, probe.Answer, now);
            if (_looks.IsComplete)
            {
                Judge(now);
            }
        }
    }

    private void Judge(TimeSpan now)
    {
        _prober!.End(_looks!.Number);
        if (_looks.Complete(now))
        {
            _passed++;
        }
        else if (_failures.Count < MostFailures)
        {
            _failures.Add($"look {_looks.Number} of {_wanted}: {_looks.Failure()}");
        }

        if (_looks.Number >= _wanted)
        {
            Finish(now);
        }
        else if (now >= _end)
        {
            Finish(now, $"only {_looks.Number} of {_wanted} looks were done in time");
        }
        else
        {
            Look(now);
        }
    }

    private void Finish(TimeSpan now, params string[] failures)
    {
        var told = _told;
        var proof = new ProofStatus
        {
            Proven = _failures.Count + failures.Length == 0,
            Listeners = _found,
            Looks = _wanted,
            Passed = _passed,
            Took = now - _started,
            Failures = [.. _failures, .. failures],
        };
        _prober?.Dispose();
        (_told, _prober, _looks, Deadline) = (null, null, null, null);
        told?.Invoke(proof);
    }
}
