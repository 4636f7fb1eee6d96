namespace Perch.Linux;

/// <summary>Time since the machine started, sleep included: it never steps, and it outlives a
/// process.</summary>
public static class BootClock
{
    /// <summary><c>CLOCK_BOOTTIME</c> of time.h.</summary>
    private const int ClockBootTime = 7;

    public static TimeSpan Now
    {
        get
        {
            if (Libc.ClockGetTime(ClockBootTime, out var time) < 0)
            {
                throw new KernelException("clock_gettime(CLOCK_BOOTTIME)", Libc.LastError);
            }

            return new TimeSpan(time.Seconds * TimeSpan.TicksPerSecond
                + time.Nanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }
}
