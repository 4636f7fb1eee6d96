using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a mapping with keys of its own.</summary>
internal sealed record SectionKey(string Name, string Meaning, IReadOnlyList<Key> Keys) : Key<Section>(Name, Meaning)
{
    /// <summary>
    /// The key that a value other than a mapping stands for: <c>tcp: 53</c> is <c>tcp: {port: 53}</c>.
    /// </summary>
    public Key? Short { get; init; }

    public override string Values =>
        "a mapping" + (Short is null ? "" : $" or its {Short.Name} alone");

    public override string Sample => Short?.Sample ?? $"{{{Keys[0].Name}: {Keys[0].Sample}}}";

    /// <summary>True when there is a mapping to look into, whatever may be wrong inside.</summary>
    public override bool TryRead(Place place, Findings findings, out Section value)
    {
        value = new Section(place, Under(place), findings);
        if (value.Values.Count == 0 && (place.Node is not YamlMapping || Keys.Any(key => key.Required)))
        {
            var known = string.Join(", ", Keys.Select(key => key.Name));
            findings.ErrorAtKey(place, $"is {Kind(place)}, not {Values}", $"write its keys under it: {known}");
            return false;
        }

        foreach (var (name, entry) in value.Values.Where(entry => Keys.All(key => key.Name != entry.Key)))
        {
            findings.ErrorAtKey(entry, "unknown key", AdviceFor(name));
        }

        foreach (var missing in Keys.Where(key => key.Required).ExceptBy(value.Values.Keys, key => key.Name))
        {
            findings.ErrorAtKey(place, $"{missing.Name} is missing", $"write {missing.Name}: {missing.Sample}");
        }

        return true;
    }

    /// <summary>A probe is easily written without the list that it belongs in.</summary>
    private string AdviceFor(string name) =>
        Short is ProbesKey probes && probes.Kinds.Any(kind => kind.Name == name)
            ? $"write it as an item of {probes.Name}: - {name}: …"
            : Nearest.Of(name, Keys.Select(key => key.Name));

    private static string Kind(Place place) => place.Node is YamlMapping ? "empty" : place.Kind;

    private Dictionary<string, Place> Under(Place place) => place.Node switch
    {
        YamlMapping => place.Entries.ToDictionary(entry => entry.Key, entry => entry.Value),
        YamlScalar { IsNull: true } => [],
        _ => Short is null ? [] : new Dictionary<string, Place> { [Short.Name] = place },
    };
}
