using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key with one text as its value, from which a <typeparamref name="T"/> is made.</summary>
internal abstract record ScalarKey<T>(string Name, string Meaning) : Key<T>(Name, Meaning)
{
    public sealed override bool TryRead(Place place, Findings findings, out T value)
    {
        value = default!;
        switch (place.Node)
        {
            case YamlScalar { IsVariable: true }:
                return false;
            case YamlScalar { IsNull: true }:
                findings.Error(place, "has no value", Advice);
                return false;
            case YamlScalar scalar when Problem(scalar, out value) is { } problem:
                findings.Error(place, problem, ProblemAdvises ? null : Advice);
                return false;
            case YamlScalar:
                return true;
            default:
                findings.Error(place, $"is {place.Kind}, not {Values}", Advice);
                return false;
        }
    }

    /// <summary>What to write instead of something wrong.</summary>
    protected virtual string Advice => $"write {Values}, such as {Sample}";

    /// <summary>True when a problem already says what to write.</summary>
    protected virtual bool ProblemAdvises => false;

    /// <summary>What is wrong with a text; null when it was read.</summary>
    protected abstract string? Problem(YamlScalar scalar, out T value);
}
