using System.Diagnostics;

namespace Perch.Lab;

/// <summary>Waits for what is about to be true, and says what it saw instead when it does not come.</summary>
public static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>For those who wait for many things at a time: each look starts a program.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// Looks again and again until <paramref name="isThere"/> likes what <paramref name="look"/> sees; the elapsed
    /// time is returned with it.
    /// </summary>
    public static async Task<Seen<T>> SeenAsync<T>(
        string what, TimeSpan within, Func<CancellationToken, Task<T>> look, Predicate<T> isThere,
        CancellationToken cancellationToken, TimeSpan? pause = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look(cancellationToken);
            var after = Stopwatch.GetElapsedTime(since);
            if (isThere(seen))
            {
                return new Seen<T>(seen, after);
            }

            if (after > within)
            {
                throw new LabException($"{what}: not within {within.TotalSeconds} s. Last seen:\n{seen}");
            }

            await Task.Delay(pause ?? Pause, cancellationToken);
        }
    }

    /// <summary>Looks again and again until it is so.</summary>
    public static async Task<TimeSpan> SoAsync(
        string what, TimeSpan within, Func<CancellationToken, Task<bool>> look, CancellationToken cancellationToken) =>
        (await SeenAsync(what, within, look, so => so, cancellationToken)).After;
}

/// <summary>What was seen at last, and how long it took.</summary>
public readonly record struct Seen<T>(T Value, TimeSpan After);
