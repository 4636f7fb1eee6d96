using Perch.Linux;

namespace Perch.Speaker;

/// <summary>
/// The one loop: waits for descriptors until the next deadline, then lets those act whose time has come. Everything
/// that changes the speaker runs on its thread; other threads knock at <see cref="Inbox"/>.
/// </summary>
internal sealed class Loop : IDisposable
{
    /// <summary>One TLS probe and one signal of each kind at a time make far fewer.</summary>
    private const int InboxCapacity = 256;

    private readonly List<ITimed> _timed = [];
    private readonly Watch _inboxWatch;
    private readonly Action _expire;
    private bool _ended;

    public Loop()
    {
        _inboxWatch = Poller.Add(Inbox.Descriptor, Readiness.Readable, _ => Inbox.Drain());
        _expire = () => LetActBy(BootClock.Now, timed => timed.Expiry);
    }

    public Poller Poller { get; } = new();

    public Inbox Inbox { get; } = new(InboxCapacity);

    public void Add(ITimed timed) => _timed.Add(timed);

    public void Remove(ITimed timed) => _timed.Remove(timed);

    /// <summary>Makes <see cref="Run"/> return after this round.</summary>
    public void End() => _ended = true;

    public void Run()
    {
        while (!_ended)
        {
            var deadline = Earliest();
            Poller.Wait(deadline is { } due ? due - BootClock.Now : null, _expire);
            LetActBy(BootClock.Now, timed => timed.Deadline);
        }
    }

    public void Dispose()
    {
        _inboxWatch.Dispose();
        Inbox.Dispose();
    }

    private TimeSpan? Earliest()
    {
        TimeSpan? earliest = null;
        foreach (var timed in _timed)
        {
            earliest = timed.Deadline < earliest || earliest is null ? timed.Deadline ?? earliest : earliest;
        }

        return earliest;
    }

    /// <summary>Backwards and by index: whoever acts may remove itself, or add others.</summary>
    private void LetActBy(TimeSpan now, Func<ITimed, TimeSpan?> due)
    {
        for (var i = _timed.Count - 1; i >= 0; i--)
        {
            if (i < _timed.Count && due(_timed[i]) <= now)
            {
                _timed[i].TimePassed(now);
            }
        }
    }
}
