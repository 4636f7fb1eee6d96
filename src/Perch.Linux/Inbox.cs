using System.Runtime.InteropServices;

namespace Perch.Linux;

/// <summary>
/// The one door by which other threads (a TLS probe, a signal) reach the loop: a bounded queue and an eventfd(2) that
/// wakes it.
/// </summary>
/// <param name="capacity">What comes when it is full is refused, so that no thread can make the loop
/// grow.</param>
public sealed class Inbox(int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new(capacity);
    private readonly Descriptor _event = Create();

    /// <summary>For a <see cref="Poller"/>.</summary>
    public SafeHandle Descriptor => _event;

    /// <summary>From any thread: <paramref name="action"/> runs on the loop's thread. False: the inbox is
    /// full.</summary>
    public bool Post(Action action)
    {
        lock (_lock)
        {
            if (_waiting.Count == capacity)
            {
                return false;
            }

            _waiting.Enqueue(action);
        }

        Libc.Write(_event, BitConverter.GetBytes(1UL), sizeof(ulong));
        return true;
    }

    /// <summary>On the loop's thread: runs what waits.</summary>
    public void Drain()
    {
        Span<byte> count = stackalloc byte[sizeof(ulong)];
        Libc.Read(_event, count, count.Length);
        while (TryTake(out var action))
        {
            action();
        }
    }

    public void Dispose() => _event.Dispose();

    private bool TryTake(out Action action)
    {
        lock (_lock)
        {
            return _waiting.TryDequeue(out action!);
        }
    }

    private static Descriptor Create()
    {
        var descriptor = Libc.EventFd(0, SocketConstants.NonBlockingCloseOnExec);
        return descriptor.IsInvalid ? throw new KernelException("eventfd", Libc.LastError) : descriptor;
    }
}
