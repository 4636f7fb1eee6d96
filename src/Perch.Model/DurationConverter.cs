using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perch.Model;

/// <summary>Durations as people write them: "300ms", "5s", "2m", "1h" (Docker's form, one unit at a time).</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <summary>Reads a number with a unit (us, ms, s, m, h), such as "1.5s"; several may follow each other:
    /// "1m30s".</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Number);
            if (digits <= 0
                || !TryNumber(rest[..digits], out var number)
                || !TryUnit(ref rest, digits, out var milliseconds)
                || number * milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2)
            {
                return false;
            }

            duration += TimeSpan.FromMilliseconds(number * milliseconds);
        }

        return true;
    }

    public static string Format(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => $"{duration.Ticks / TimeSpan.TicksPerHour}h",
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => $"{duration.Ticks / TimeSpan.TicksPerMinute}m",
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => $"{duration.Ticks / TimeSpan.TicksPerSecond}s",
        _ when duration.Ticks % TimeSpan.TicksPerMillisecond == 0 =>
            $"{duration.Ticks / TimeSpan.TicksPerMillisecond}ms",
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0}us"),
    };

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("A duration is a text such as \"300ms\" or \"5s\"");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    private static bool TryNumber(ReadOnlySpan<char> digits, out double number) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static bool TryUnit(ref ReadOnlySpan<char> rest, int start, out double milliseconds)
    {
        var end = rest[start..].IndexOfAny(Number);
        var unit = end < 0 ? rest[start..] : rest[start..(start + end)];
        rest = rest[(start + unit.Length)..];
        milliseconds = unit switch
        {
            "us" => 0.001,
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 0,
        };
        return milliseconds > 0;
    }
}
