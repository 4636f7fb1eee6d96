using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key that is true or false.</summary>
internal sealed record FlagKey(string Name, string Meaning) : ScalarKey<bool>(Name, Meaning)
{
    public override string Values => "true or false";

    public override string Sample => "true";

    protected override string Advice => $"write {Values}";

    protected override string? Problem(YamlScalar scalar, out bool value)
    {
        value = scalar.Value == "true";
        return scalar.Value is "true" or "false" ? null : $"'{scalar.Value}' is no truth value";
    }
}
