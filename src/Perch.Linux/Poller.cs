using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary>
/// Waits on many descriptors at once and calls whoever watches the ready ones. One thread owns it. It is ppoll(2)
/// rather than epoll(7): the set is a dozen descriptors, nothing of it lives on in the kernel after a descriptor is
/// closed, and deadlines are met to the microsecond, not the millisecond.
/// </summary>
public sealed class Poller
{
    private readonly List<Watch> _watches = [];
    private Watch[] _round = new Watch[16];
    private Libc.PollDescriptor[] _polled = new Libc.PollDescriptor[16];

    /// <summary>Calls <paramref name="ready"/> in each round in which the descriptor is ready for what is awaited,
    /// or has failed, until the watch is disposed. Dispose the watch before the descriptor.</summary>
    public Watch Add(SafeHandle descriptor, Readiness awaited, Action<Readiness> ready)
    {
        var watch = new Watch(this, descriptor, ready) { Awaited = awaited };
        _watches.Add(watch);
        return watch;
    }

    /// <summary>One round: waits until something is ready or the time is over, then calls the watchers. A watch
    /// added in a round is first looked at in the next; one disposed in a round is not called any more.</summary>
    /// <param name="timeout">Null waits for as long as it takes.</param>
    /// <param name="woken">Comes first when the wait is over, before any watcher.</param>
    public void Wait(TimeSpan? timeout, Action? woken = null)
    {
        var count = Prepare();
        var ready = Poll(_polled.AsSpan(0, count), timeout);
        woken?.Invoke();
        for (var i = 0; i < count && ready > 0; i++)
        {
            var returned = (Readiness)_polled[i].ReturnedEvents;
            if (returned == Readiness.None)
            {
                continue;
            }

            ready--;
            if (_round[i].Open)
            {
                _round[i].Ready(returned);
            }
        }
    }

    internal void Remove(Watch watch) => _watches.Remove(watch);

    private int Prepare()
    {
        var count = _watches.Count;
        if (count > _round.Length)
        {
            Array.Resize(ref _round, 2 * count);
            Array.Resize(ref _polled, 2 * count);
        }

        _watches.CopyTo(_round);
        for (var i = 0; i < count; i++)
        {
            _polled[i] = new()
            {
                Descriptor = (int)_round[i].Descriptor.DangerousGetHandle(),
                Events = (short)_round[i].Awaited,
            };
        }

        return count;
    }

    private static int Poll(Span<Libc.PollDescriptor> polled, TimeSpan? timeout)
    {
        var ready = timeout is { } time
            ? Libc.Poll(polled, (nuint)polled.Length, Specification(time), 0)
            : Libc.Poll(polled, (nuint)polled.Length, 0, 0);
        if (ready < 0 && Libc.LastError is not Errno.Interrupted)
        {
            throw new KernelException("ppoll", Libc.LastError);
        }

        return ready;
    }

    private static Libc.TimeSpecification Specification(TimeSpan time)
    {
        var ticks = Math.Max(0, time.Ticks);
        return new()
        {
            Seconds = ticks / TimeSpan.TicksPerSecond,
            Nanoseconds = ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick,
        };
    }
}

/// <summary>One descriptor under a <see cref="Poller"/>'s eyes, until disposed.</summary>
public sealed class Watch : IDisposable
{
    private readonly Poller _poller;

    internal Watch(Poller poller, SafeHandle descriptor, Action<Readiness> ready)
    {
        _poller = poller;
        Descriptor = descriptor;
        Ready = ready;
    }

    /// <summary>What to wait for; failures are always reported.</summary>
    public Readiness Awaited { get; set; }

    internal SafeHandle Descriptor { get; }

    internal Action<Readiness> Ready { get; }

    internal bool Open { get; private set; } = true;

    public void Dispose()
    {
        if (Open)
        {
            Open = false;
            _poller.Remove(this);
        }
    }
}

/// <summary>What a descriptor is ready for: the bits of poll(2).</summary>
[Flags]
public enum Readiness : short
{
    None = 0,
    Readable = 0x001,
    Writable = 0x004,
    Failed = 0x008,
    HungUp = 0x010,
}
