using System.CommandLine;
using Perch.Model;

namespace Perch.Cli.Commands;

/// <summary>Options that are durations, written as everywhere in Perch: "500ms", "60s", "2m".</summary>
internal static class Durations
{
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (!DurationConverter.TryParse(text, out var duration))
            {
                argument.AddError($"{name} {text}: a duration has a unit, such as 500ms, 60s or 2m");
            }

            return duration;
        },
    };
}
