namespace Perch.Compose.Yaml;

/// <summary>
/// Keys and values in the order in which they were written. Never changed: each change makes a new one.
/// </summary>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries) : YamlNode
{
    public static readonly YamlMapping Empty = new([]);

    public YamlNode? this[string key] => Entries.FirstOrDefault(entry => entry.Name == key)?.Value;

    public static YamlMapping Of(params IEnumerable<(string Key, YamlNode Value)> entries) =>
        new([.. entries.Select(entry => new YamlEntry(new YamlScalar(entry.Key), entry.Value))]);

    /// <summary>Puts the value where the key already stands, else at the end.</summary>
    public YamlMapping With(string key, YamlNode value)
    {
        var entries = Entries.ToList();
        var index = entries.FindIndex(entry => entry.Name == key);
        if (index < 0)
        {
            entries.Add(new YamlEntry(new YamlScalar(key), value));
        }
        else
        {
            entries[index] = entries[index] with { Value = value };
        }

        return this with { Entries = entries };
    }

    public YamlMapping With(string key, string value) => With(key, new YamlScalar(value));

    public YamlMapping Without(params IReadOnlyCollection<string> keys) =>
        this with { Entries = [.. Entries.Where(entry => !keys.Contains(entry.Name))] };
}

/// <summary>One key of a mapping and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    public string Name => Key.Value;
}
