using Perch.Model.Config;
using Perch.Model.Status;

namespace Perch.Speaker.Gate;

/// <summary>
/// The looks at a service: one look is one round of all its probes, one look at a time. It passes when all probes
/// pass, or any, as configured. Without probes a look passes by itself, and the listeners alone decide.
/// </summary>
internal sealed class Looks(HealthConfig health, IReadOnlyList<string> probes)
{
    private readonly ProbeResult?[] _round = new ProbeResult?[probes.Count];
    private readonly ProbeResult?[] _last = new ProbeResult?[probes.Count];
    private TimeSpan _started;
    private TimeSpan? _next;

    /// <summary>Number of the look that runs, or of the last one that ran.</summary>
    public long Number { get; private set; }

    public bool Running { get; private set; }

    /// <summary>When the running look must be over, or the next one start; null before the first.</summary>
    public TimeSpan? Due => Running ? _started + health.Timeout : _next;

    /// <summary>When a look last passed.</summary>
    public TimeSpan? LastPassed { get; private set; }

    /// <summary>
    /// True when a running look is older than twice its timeout: then it was the speaker that did not run, and
    /// whatever the look says, it says of the speaker.
    /// </summary>
    public bool IsStale(TimeSpan now) => Running && now > _started + (health.Timeout * 2);

    public bool IsOver(TimeSpan now) => Running && now >= Due;

    public bool IsDue(TimeSpan now) => !Running && now >= Due;

    /// <summary>True for the look that runs; answers to earlier ones come too late to count.</summary>
    public bool Awaits(long look) => Running && look == Number;

    public TimeSpan Age(TimeSpan now) => now - _started;

    /// <summary>The next look starts at this time, if it would otherwise start later.</summary>
    public void Hasten(TimeSpan at) => _next = _next < at ? _next : at;

    public void Start(TimeSpan now)
    {
        Number++;
        Running = true;
        _started = now;
        _next = now + health.Interval;
        Array.Clear(_round);
    }

    /// <summary>The running look does not count; the next one starts at once.</summary>
    public void Void(TimeSpan now)
    {
        Running = false;
        _next = now;
    }

    public void Record(int probe, bool passed, string answer, TimeSpan now) =>
        _round[probe] ??= new ProbeResult(passed, answer, now - _started, now);

    public bool IsComplete => Array.TrueForAll(_round, result => result is not null);

    /// <summary>Ends the running look; a probe without an answer has failed.</summary>
    /// <returns>Whether the look passed.</returns>
    public bool Complete(TimeSpan now)
    {
        for (var probe = 0; probe < _round.Length; probe++)
        {
            Record(probe, false, $"no answer within {Spoken.Duration(health.Timeout)}", now);
        }

        _round.CopyTo(_last, 0);
        Running = false;
        var passed = IsPassed();
        LastPassed = passed ? now : LastPassed;
        return passed;
    }

    /// <summary>What failed last, as "dns example.dn42 SOA: no answer within 300 ms"; null when nothing did.</summary>
    public string? Failure()
    {
        var failed = Array.FindIndex(_last, result => result is { Passed: false });
        return failed < 0 ? null : $"{probes[failed]}: {_last[failed]!.Value.Detail}";
    }

    public IReadOnlyList<ProbeStatus> Status(TimeSpan now) =>
        [.. probes.Select((name, probe) => new ProbeStatus
        {
            Name = name,
            Passed = _last[probe]?.Passed,
            Detail = _last[probe]?.Detail,
            Ago = now - _last[probe]?.At,
        })];

    private bool IsPassed() => _last.Length == 0 || health.Require switch
    {
        Require.Any => Array.Exists(_last, result => result is { Passed: true }),
        _ => Array.TrueForAll(_last, result => result is { Passed: true }),
    };
}
