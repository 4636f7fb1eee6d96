using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys under x-anycast.drain.</summary>
internal static class DrainKeys
{
    private static readonly DrainConfig Defaults = new();

    public static readonly DurationKey Deprefer = new(
        "deprefer",
        "How long routers have to follow each metric on the way out, and on the way back, once they have "
        + "acknowledged it.",
        TimeSpan.Zero,
        TimeSpan.FromMinutes(5))
    {
        Default = DurationConverter.Format(Defaults.Deprefer),
        Source = "two SPF runs of a BIRD, whose tick is 1 s",
    };

    public static readonly DurationKey DepreferOnStop = new(
        "deprefer-on-stop",
        "The same when the speaker is stopped, where Docker counts down to SIGKILL; three metrics at most.",
        TimeSpan.Zero,
        TimeSpan.FromSeconds(30))
    {
        Default = DurationConverter.Format(Defaults.DepreferOnStop),
    };

    public static readonly IReadOnlyList<Key> All = [Deprefer, DepreferOnStop];
}
