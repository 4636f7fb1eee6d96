namespace Perch.Speaker.Interfaces;

/// <summary>The clock that people set, beside the one that never steps.</summary>
internal static class WallClock
{
    /// <summary>Less than this is the two clocks' running apart, and none of anybody's business.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    public static long UnixSeconds => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What this clock has more than the other one.</summary>
    public static TimeSpan At(TimeSpan bootClock) =>
        TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch - bootClock;

    /// <summary>True when somebody has set it since <paramref name="before"/> was taken, which is renewed
    /// then.</summary>
    public static bool IsSet(TimeSpan bootClock, ref TimeSpan before)
    {
        var more = At(bootClock);
        if ((more - before).Duration() < Step)
        {
            return false;
        }

        before = more;
        return true;
    }
}
