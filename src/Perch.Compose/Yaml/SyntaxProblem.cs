using SharpYaml;

namespace Perch.Compose.Yaml;

/// <summary>What the YAML parser stumbled over, in an operator's words.</summary>
internal static class SyntaxProblem
{
    public static YamlProblem Of(string text, YamlException broken)
    {
        var (problem, fix) = Explain(text, broken);
        return new YamlProblem(
            new Position(broken.Start.Line + 1, broken.Start.Column + 1), NodePath.Root, problem, fix);
    }

    private static (string Problem, string? Fix) Explain(string text, YamlException broken)
    {
        var at = broken.Start.Index;
        if (at < text.Length && text[at] == '\t')
        {
            return ("a tab cannot indent a line of YAML", "write spaces");
        }

        // The parser's own sentence stands behind the marks: "(Lin: 1, Col: 0, Chr: 3) - (…): While scanning …".
        var marks = broken.Message.LastIndexOf("): ", StringComparison.Ordinal) + 1;
        var sentence = broken.Message[marks..].TrimStart(' ', ':');
        if (sentence.StartsWith("Mapping values are not allowed", StringComparison.Ordinal))
        {
            return ("a second ': ' in one line", "put the value in quotes, or begin a new line");
        }

        if (sentence.Contains("cannot start any token", StringComparison.Ordinal) && at < text.Length)
        {
            return ($"a value cannot begin with {text[at]}", "put the value in quotes");
        }

        return ("this is not YAML: " + char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.'), null);
    }
}
