using Perch.Model;
using Perch.Model.Config;

namespace Perch.Compose.Keys;

/// <summary>The keys under x-anycast.update.</summary>
internal static class UpdateKeys
{
    private static readonly UpdateConfig Defaults = new();

    public static readonly ChoiceKey<UpdatePolicy> Policy = new(
        "policy",
        "With `manual` somebody calls `perch update`; with `auto` the agent takes a new image of the same name by "
        + "itself.",
        [("manual", UpdatePolicy.Manual), ("auto", UpdatePolicy.Auto)])
    {
        Default = "manual",
    };

    public static readonly DurationKey Interval = new(
        "interval", "How often the agent asks the registry.", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7))
    {
        Default = DurationConverter.Format(Defaults.Interval),
    };

    public static readonly TextKey Window = new(
        "window",
        "When the agent may begin an update, in UTC. Hours that end before they begin end on the next day.",
        "days and hours, or hours alone",
        "mon-fri 02:00-05:00")
    {
        Default = "always",
        Check = text => UpdateWindow.TryParse(text, out _, out var problem) ? null : problem,
    };

    public static readonly DurationKey Cooldown = new(
        "cooldown",
        "How long the agent must have known of a new image before it takes it: a bad one is often withdrawn in a day.",
        TimeSpan.Zero,
        TimeSpan.FromDays(30))
    {
        Default = DurationConverter.Format(Defaults.Cooldown),
    };

    public static readonly DurationKey Soak = new(
        "soak",
        "How long the new container must stay well before the old one is removed; until then it comes back if not.",
        TimeSpan.Zero,
        TimeSpan.FromHours(1))
    {
        Default = DurationConverter.Format(Defaults.Soak),
        Source = "a process that ends at once has been restarted several times by then",
    };

    public static readonly FlagKey Overlap = new(
        "overlap",
        "The new container starts beside the old one on the same ports, and the route never moves. The application "
        + "must share its ports, with SO_REUSEPORT on UDP and TCP: PowerDNS Recursor and Unbound do, PowerDNS shares "
        + "UDP alone.")
    {
        Default = "false",
    };

    public static readonly IReadOnlyList<Key> All = [Policy, Interval, Window, Cooldown, Soak, Overlap];
}
