using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a mapping with keys of its own.</summary>
internal sealed record SectionKey(string Name, string Meaning, IReadOnlyList<Key> Keys) : Key<Section>(Name, Meaning)
{
    /// <summary>
    /// The key that a value other than a mapping stands for: <c>tcp: 53</c> is <c>tcp: {port: 53}</c>.
    /// </summary>
    public Key? Short { get; init; }

    /// <summary>
    /// What to write in place of a text that may be a secret, which no message repeats; null where no secret is near.
    /// </summary>
    public string? InPlaceOfText { get; init; }

    /// <summary>What to say of a name that is no key here but is easily taken for one; null for all others.</summary>
    public Func<string, (string Problem, string Fix)?> Misfit { get; init; } = _ => null;

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
            findings.ErrorAtKey(
                place, $"is {KindOf(place)}, not {Values}", FixOf(place, $"write its keys under it: {known}"));
            return false;
        }

        foreach (var (name, entry) in value.Values.Where(entry => Keys.All(key => key.Name != entry.Key)))
        {
            var (problem, fix) = Misfit(name) ?? ("unknown key", AdviceFor(name));
            findings.ErrorAtKey(entry, problem, fix);
        }

        foreach (var missing in Keys.Where(key => key.Required).ExceptBy(value.Values.Keys, key => key.Name))
        {
            findings.ErrorAtKey(place, $"{missing.Name} is missing", $"write {missing.Name}: {missing.Sample}");
        }

        return true;
    }

    /// <summary>What stands there in place of a mapping with keys.</summary>
    public string KindOf(Place place) =>
        place.Node is YamlMapping ? "empty" : MayBeSecret(place) ? "a text" : place.Kind;

    public string FixOf(Place place, string usual) => MayBeSecret(place) ? InPlaceOfText! : usual;

    private bool MayBeSecret(Place place) => InPlaceOfText is not null && place.Text is not null;

    /// <summary>A probe is easily written without the list that it belongs in.</summary>
    private string AdviceFor(string name) =>
        Short is ProbesKey probes && probes.Kinds.Any(kind => kind.Name == name)
            ? $"write it as an item of {probes.Name}: - {name}: …"
            : Nearest.Of(name, Keys.Select(key => key.Name));

    private Dictionary<string, Place> Under(Place place) => place.Node switch
    {
        YamlMapping => place.Entries.ToDictionary(entry => entry.Key, entry => entry.Value),
        YamlScalar { IsNull: true } => [],
        _ => Short is null ? [] : new Dictionary<string, Place> { [Short.Name] = place },
    };
}
