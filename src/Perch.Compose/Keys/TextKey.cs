using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a text of some form.</summary>
/// <param name="Form">What the text must be: "a domain name".</param>
internal sealed record TextKey(string Name, string Meaning, string Form, string Example)
    : ScalarKey<string>(Name, Meaning)
{
    /// <summary>What is wrong with a text; null when it will do.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>True when <see cref="Check"/> also says what to write.</summary>
    public bool CheckAdvises { get; init; }

    /// <summary>True where a number is a fitting text: area 0.</summary>
    public bool MayBeNumber { get; init; }

    /// <summary>What stands in the JSON schema as its pattern; null for none.</summary>
    public string? Pattern { get; init; }

    public override string Values => Form;

    public override string Sample => Example;

    protected override bool ProblemAdvises => CheckAdvises;

    protected override string? Problem(YamlScalar scalar, out string value)
    {
        value = scalar.Value;

        // A number does not keep its form on its way through Compose: 0x00ff arrives as 255, 1.10 as 1.1.
        return Check(scalar.Value)
            ?? (scalar.Plain && !MayBeNumber && PlainText.IsNoText(scalar.Value) ? NoText(scalar.Value) : null);
    }

    private static string NoText(string plain) =>
        $"{plain} without quotes is no text to YAML but a number, a date or a truth value: put it in quotes";
}
