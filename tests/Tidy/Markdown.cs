using System.Text.RegularExpressions;

namespace Perch.Tests.Tidy;

/// <summary>What can be checked of a page without reading it.</summary>
internal static partial class Markdown
{
    public static IEnumerable<string> Problems(string file)
    {
        var prose = WithoutCode(Checkout.Lines(file)).ToList();
        var titles = prose.Count(line => line.StartsWith("# ", StringComparison.Ordinal));
        if (titles != 1)
        {
            yield return $"{file}: {titles} titles";
        }

        foreach (var target in prose.SelectMany(line => Link().Matches(line)).Select(link => link.Groups[1].Value))
        {
            if (!target.Contains("://", StringComparison.Ordinal) && !Exists(file, target.Split('#')[0]))
            {
                yield return $"{file}: nothing at {target}";
            }
        }
    }

    private static bool Exists(string file, string target) =>
        target.Length == 0
        || Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(file) ?? "", target));

    private static IEnumerable<string> WithoutCode(IEnumerable<string> lines)
    {
        var code = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
            }
            else if (!code)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
