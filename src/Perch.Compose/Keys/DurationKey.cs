using Perch.Compose.Yaml;
using Perch.Model;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a length of time, always with its unit.</summary>
internal sealed record DurationKey(string Name, string Meaning, TimeSpan Min, TimeSpan Max)
    : ScalarKey<TimeSpan>(Name, Meaning)
{
    /// <summary>OSPF counts its timers in seconds (RFC 2328 A.3.2).</summary>
    public bool WholeSeconds { get; init; }

    public override string Values =>
        (WholeSeconds ? "a duration in whole seconds, " : "a duration, ")
        + $"{DurationConverter.Format(Min)} to {DurationConverter.Format(Max)}";

    /// <summary>A usual value, where the default is none.</summary>
    public string? Example { get; init; }

    public override string Sample => Example ?? Default ?? DurationConverter.Format(Min);

    protected override string? Problem(YamlScalar scalar, out TimeSpan value)
    {
        var text = scalar.Value;
        if (!DurationConverter.TryParse(text, out value))
        {
            return double.TryParse(text, out _)
                ? $"{text} has no unit: us, ms, s, m or h"
                : $"'{text}' is not a duration";
        }

        var range = $"{text} is not between {DurationConverter.Format(Min)} and {DurationConverter.Format(Max)}";
        return value < Min || value > Max ? range
            : WholeSeconds && value.Ticks % TimeSpan.TicksPerSecond != 0 ? $"{text} is not a whole number of seconds"
            : null;
    }
}
