namespace Perch.Routing.Ospf.Authentication;

/// <summary>When a key may be used, in seconds of the wall clock since 1970: from the first, until just before the
/// second.</summary>
public readonly record struct Lifetime(long From, long Until)
{
    public static Lifetime Always { get; } = new(long.MinValue, long.MaxValue);

    public static Lifetime Of(DateTimeOffset? from, DateTimeOffset? until) => new(
        from?.ToUnixTimeSeconds() ?? long.MinValue, until?.ToUnixTimeSeconds() ?? long.MaxValue);

    public bool Holds(long unixSeconds) => unixSeconds >= From && unixSeconds < Until;

    public override string ToString() => (From, Until) switch
    {
        (long.MinValue, long.MaxValue) => "always",
        (long.MinValue, _) => $"until {Date(Until)}",
        (_, long.MaxValue) => $"from {Date(From)}",
        _ => $"from {Date(From)} until {Date(Until)}",
    };

    private static string Date(long unixSeconds) =>
        FormattableString.Invariant($"{DateTimeOffset.FromUnixTimeSeconds(unixSeconds):yyyy-MM-dd HH:mm:ss}Z");
}
