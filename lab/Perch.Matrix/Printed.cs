using System.Globalization;
using System.Text.RegularExpressions;

namespace Perch.Matrix;

/// <summary>What runs have printed, read again: a whole run may be made of parts, and of a cell that was run again the
/// last one counts.</summary>
internal static partial class Printed
{
    public static (IReadOnlyList<Outcome> Cells, IReadOnlyList<CrowdOutcome> Crowds) Read(IEnumerable<string> files)
    {
        var lines = files.SelectMany(File.ReadLines).Select(line => Line().Match(line)).Where(line => line.Success)
            .GroupBy(line => line.Groups["name"].Value)
            .ToDictionary(group => group.Key, group => group.Last());
        return (
            [
                .. from cell in Cell.All()
                   where lines.ContainsKey(cell.Name)
                   select OfCell(cell, lines[cell.Name])
            ],
            [
                .. from crowd in Crowd.All()
                   where lines.ContainsKey(crowd.Name)
                   select OfCrowd(crowd, lines[crowd.Name])
            ]);
    }

    private static Outcome OfCell(Cell cell, Match line)
    {
        var told = line.Groups["told"].Value;
        return new Outcome(cell, line.Groups["how"].Value == "NO" ? told : null, null, default)
        {
            Lacks = line.Groups["how"].Value == "-" ? told : null,
        };
    }

    private static CrowdOutcome OfCrowd(Crowd crowd, Match line)
    {
        var told = line.Groups["told"].Value;
        var seconds = Seconds().Matches(told)
            .Select(match => TimeSpan.FromSeconds(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)))
            .ToList();
        return line.Groups["how"].Value == "yes"
            ? new CrowdOutcome(crowd, seconds[0], seconds[1], null)
            : new CrowdOutcome(crowd, default, default, told);
    }

    [GeneratedRegex(@"^(?: *\d+/\d+  )?(?<name>\S.*?) {2,}(?<how>yes|NO|-) +(?<told>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"(\d+\.\d+) s")]
    private static partial Regex Seconds();
}
