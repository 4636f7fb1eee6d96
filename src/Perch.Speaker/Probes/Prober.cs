using Perch.Speaker.Gate;

namespace Perch.Speaker.Probes;

/// <summary>Does the looks that the gate asks for: every probe once, and word of each when it is judged.</summary>
internal sealed class Prober : IDisposable
{
    private readonly IReadOnlyList<Probe> _probes;
    private readonly List<Action<Judgement>> _told = [];
    private long _look;

    /// <param name="completed">Called on the loop's thread, never from within <see cref="Start"/>.</param>
    public Prober(IReadOnlyList<Probe> probes, Action<GateEvent.ProbeCompleted> completed)
    {
        _probes = probes;
        for (var i = 0; i < probes.Count; i++)
        {
            var probe = i;
            _told.Add(judgement => completed(new(_look, probe, judgement.Passed is true, judgement.Answer)));
        }
    }

    public void Start(long look)
    {
        _look = look;
        for (var probe = 0; probe < _probes.Count; probe++)
        {
            _probes[probe].Start(_told[probe]);
        }
    }

    /// <summary>Closes whatever the look still waits for.</summary>
    public void End(long look)
    {
        if (look == _look)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var probe in _probes)
        {
            probe.Close();
        }
    }
}
