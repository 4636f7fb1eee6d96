using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key with one text as its value, from which a <typeparamref name="T"/> is made.</summary>
internal abstract record ScalarKey<T>(string Name, string Meaning) : Key<T>(Name, Meaning)
{
    public sealed override bool TryRead(Place place, Findings findings, out T value)
    {
        value = default!;
        var problem = place switch
        {
            { Node: YamlScalar { IsNull: true } } => "has no value",
            { Node: YamlScalar scalar } => Problem(scalar, out value),
            _ => $"is {place.Kind}, not {Values}",
        };
        if (problem is not null)
        {
            findings.Error(place, problem, $"write {Values}, such as {Sample}");
        }

        return problem is null;
    }

    /// <summary>What is wrong with a text; null when it was read.</summary>
    protected abstract string? Problem(YamlScalar scalar, out T value);
}
