using Perch.Linux;
using Perch.Speaker.Gate;
using Perch.Speaker.Interfaces;

namespace Perch.Speaker;

/// <summary>
/// How a speaker goes. Asked to stop, it drains in the shorter time, flushes what it announced and leaves its
/// neighbors. Handing over, it leaves all as it is: a successor comes within the dead interval, or the routers forget
/// the routes by themselves.
/// </summary>
internal sealed class Departure : ITimed
{
    /// <summary>A flush is acknowledged within 2.5 s by BIRD and 1 s by FRR; what has not gone by then will
    /// age out.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(3);

    private readonly Gates _gates;
    private readonly OspfInterfaces _interfaces;
    private readonly Loop _loop;
    private readonly Log _log;
    private bool _stopping;

    public Departure(Gates gates, OspfInterfaces interfaces, Loop loop, Log log)
    {
        (_gates, _interfaces, _loop, _log) = (gates, interfaces, loop, log);
        gates.Drained += () => Leave(flush: true);
        interfaces.Left += EndWhenAllHaveLeft;
    }

    /// <summary>Called before the drain of a speaker that was asked to stop.</summary>
    public event Action? Stopping;

    /// <summary>Called when the speaker begins to leave; true when for a successor.</summary>
    public event Action<bool>? Leaving;

    /// <summary>When to go whatever is not yet done.</summary>
    public TimeSpan? Deadline { get; private set; }

    public void Stop(string why)
    {
        if (!_stopping)
        {
            _stopping = true;
            _log.Write($"stopping: {why}");
            Stopping?.Invoke();
            _gates.Tell(new GateEvent.StopRequested());
        }
    }

    public void HandOver(string why)
    {
        if (!_stopping)
        {
            _stopping = true;
            _log.Write($"handing over: {why}; the routes stay for a successor");
            Leave(flush: false);
        }
    }

    public void TimePassed(TimeSpan now)
    {
        _log.Write($"gone without the last acknowledgements, after {Spoken.Duration(FlushLimit)}");
        _loop.End();
    }

    private void Leave(bool flush)
    {
        if (_stopping && Deadline is null)
        {
            Leaving?.Invoke(!flush);
            Deadline = BootClock.Now + FlushLimit;
            _interfaces.Leave(flush);
            EndWhenAllHaveLeft();
        }
    }

    private void EndWhenAllHaveLeft()
    {
        if (Deadline is not null && _interfaces.HaveLeft)
        {
            _log.Write("gone");
            Deadline = null;
            _loop.End();
        }
    }
}
