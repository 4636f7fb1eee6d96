using System.Globalization;
using Perch.Agent.Events;

namespace Perch.Cli.Terminal;

/// <summary>An event as one line: when, to whom, what, why, and how long.</summary>
internal static class EventLine
{
    public static string Of(PodEvent what)
    {
        var at = what.At.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
        return $"{at} {what.Project}/{what.Service} {Word(what.Kind)}{Took(what)}: {what.Sentence}";
    }

    /// <summary>"rolled back", "update started".</summary>
    private static string Word(PodEventKind kind) => string.Concat($"{kind}".Select((letter, at) =>
        !char.IsUpper(letter) ? $"{letter}" : (at > 0 ? " " : "") + char.ToLowerInvariant(letter)));

    private static string Took(PodEvent what) => what.Took is not { } took ? ""
        : what.Kind == PodEventKind.Announced ? $" after {Duration(took)} away"
        : $" ({Duration(took)})";

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 2 ? $"{time.TotalSeconds:0.0} s" : Count.Of(time);
}
