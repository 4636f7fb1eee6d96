using System.Globalization;
using Perch.Lab;

namespace Perch.Bench;

/// <summary>What the engine can tell after the fact, with its own times.</summary>
internal static class EngineEvents
{
    private const long TicksPerNanosecond = 100;

    /// <summary>"network create dns_default", "container start dns-powerdns-1".</summary>
    public static async Task<IReadOnlyList<Entry>> SinceAsync(
        Machine machine, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var text = await machine.DoAsync(
            $"docker events --since {Seconds(since)} --until $(date +%s.%N) --format "
            + "'{{.TimeNano}} {{.Type}} {{.Action}} {{.Actor.Attributes.name}}'",
            cancellationToken);
        return [.. Lines(text).Select(line => Split(line, Nanoseconds))];
    }

    /// <summary>A container's log.</summary>
    public static async Task<IReadOnlyList<Entry>> LogAsync(
        Machine machine, string container, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var text = await machine.DoAsync(
            $"docker logs -t --since {Seconds(since)} {container} 2>&1", cancellationToken);
        return [.. Lines(text).Select(line => Split(line, Rfc3339))];
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Entry Split(string line, Func<string, DateTimeOffset> moment)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return new Entry(moment(line[..space]), line[(space + 1)..]);
    }

    private static DateTimeOffset Nanoseconds(string text) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(text, CultureInfo.InvariantCulture) / TicksPerNanosecond);

    private static DateTimeOffset Rfc3339(string text) =>
        DateTimeOffset.Parse(text[..Math.Min(text.Length, 27)] + "Z", CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset moment) =>
        (moment - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
}
