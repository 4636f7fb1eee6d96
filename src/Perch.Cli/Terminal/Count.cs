namespace Perch.Cli.Terminal;

/// <summary>Numbers as people say them.</summary>
internal static class Count
{
    /// <summary>"1 error", "2 errors".</summary>
    public static string Of(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>"3 s", "4 min", "5 h", "6 d": what fits a column.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)time.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h",
        _ => $"{(int)time.TotalDays} d",
    };
}
