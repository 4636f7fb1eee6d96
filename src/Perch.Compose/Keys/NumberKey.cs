using System.Globalization;
using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a whole number.</summary>
internal sealed record NumberKey(string Name, string Meaning, long Min, long Max) : ScalarKey<long>(Name, Meaning)
{
    public override string Values => $"a whole number, {Min} to {Max}";

    public required string Example { get; init; }

    public override string Sample => Example;

    protected override string? Problem(YamlScalar scalar, out long value)
    {
        if (!long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return $"'{scalar.Value}' is not a whole number";
        }

        return value < Min || value > Max ? $"{value} is not between {Min} and {Max}" : null;
    }
}
