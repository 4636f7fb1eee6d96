using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys under x-anycast.health.</summary>
internal static class HealthKeys
{
    private static readonly HealthConfig Defaults = new();

    public static readonly ChoiceKey<Require> Require = new(
        "require",
        "Whether every probe must pass, or one is enough.",
        [("all", Model.Config.Require.All), ("any", Model.Config.Require.Any)])
    {
        Default = "all",
    };

    public static readonly DurationKey Interval = Duration(
        "interval",
        "From the start of one look to the start of the next.",
        (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
        Defaults.Interval);

    public static readonly DurationKey Timeout = Duration(
        "timeout",
        "How long one look may take; at most the interval.",
        (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60)),
        Defaults.Timeout);

    public static readonly NumberKey Rise = new(
        "rise",
        "Looks in a row that must pass before the addresses are announced; for the first time 100 ms apart.",
        1,
        100)
    {
        Example = $"{Defaults.Rise}",
        Default = $"{Defaults.Rise}",
    };

    public static readonly NumberKey Fall = new(
        "fall",
        "Looks in a row that must fail before the addresses are withdrawn. After a first failure the next look follows "
        + "at once.",
        1,
        100)
    {
        Example = $"{Defaults.Fall}",
        Default = $"{Defaults.Fall}",
    };

    public static readonly DurationKey Lease = Duration(
        "lease",
        "How long an announcement lives without a completed look, and without proof after a hand-over; longer than "
            + "interval and timeout together.",
        (TimeSpan.FromMilliseconds(110), TimeSpan.FromMinutes(5)),
        Defaults.Lease);

    public static readonly DurationKey HoldDown = Duration(
        "hold-down",
        "How long a withdrawn service stays withdrawn at least; doubles while it flaps.",
        (TimeSpan.Zero, TimeSpan.FromHours(1)),
        Defaults.HoldDown);

    public static readonly DurationKey HoldDownMax = Duration(
        "hold-down-max",
        "Where the doubling ends; at least `hold-down`.",
        (TimeSpan.Zero, TimeSpan.FromHours(24)),
        Defaults.HoldDownMax);

    public static readonly ProbesKey Probes = new(
        "probes",
        "The looks at the service, each sent to the anycast address from inside the service's network namespace.",
        ProbeKeys.All)
    {
        Default = "none: the service's own container ports must be listening",
    };

    public static readonly IReadOnlyList<Key> All =
        [Require, Interval, Timeout, Rise, Fall, Lease, HoldDown, HoldDownMax, Probes];

    private static DurationKey Duration(
        string name, string meaning, (TimeSpan Min, TimeSpan Max) range, TimeSpan usual) =>
        new(name, meaning, range.Min, range.Max) { Default = DurationConverter.Format(usual) };
}
