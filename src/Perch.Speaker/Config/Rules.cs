using Perch.Model;

namespace Perch.Speaker.Config;

/// <summary>The shapes that a rule about a value comes in.</summary>
internal static class Rules
{
    public static void Require(this List<string> problems, bool met, string sentence)
    {
        if (!met)
        {
            problems.Add(sentence);
        }
    }

    public static void RequireRange(
        this List<string> problems, string key, TimeSpan value, TimeSpan least, TimeSpan most) =>
        problems.Require(
            value >= least && value <= most,
            $"{key} is {DurationConverter.Format(value)}: write "
                + $"{DurationConverter.Format(least)} to {DurationConverter.Format(most)}");

    public static void RequireRange(this List<string> problems, string key, long value, long least, long most) =>
        problems.Require(value >= least && value <= most, $"{key} is {value}: write {least} to {most}");
}
