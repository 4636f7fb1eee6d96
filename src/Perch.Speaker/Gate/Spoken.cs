namespace Perch.Speaker.Gate;

/// <summary>Numbers as an operator says them.</summary>
internal static class Spoken
{
    /// <summary>"0.4 ms", "300 ms", "3.2 s", "2 min", "5 h": one unit, two digits that matter.</summary>
    public static string Duration(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 10 => $"{time.TotalMilliseconds:0.0} ms",
        < 1_000 => $"{time.TotalMilliseconds:0} ms",
        < 60_000 => $"{time.TotalSeconds:0.#} s",
        < 3_600_000 => $"{time.TotalMinutes:0} min",
        _ => $"{time.TotalHours:0} h",
    };

    public static string Times(int count) => count switch
    {
        1 => "once",
        2 => "twice",
        _ => $"{count} times",
    };

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
