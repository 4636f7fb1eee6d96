namespace Perch.Compose.Yaml;

/// <summary>One mapping in the making: refuses a key that is there twice, follows merge keys.</summary>
internal sealed class MappingBuilder(NodePath path, Position at, List<YamlProblem> problems)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly HashSet<string> _merged = [];

    public YamlMapping Build(IEnumerable<(YamlNode Key, YamlNode Value)> pairs)
    {
        foreach (var (key, value) in pairs)
        {
            switch (key)
            {
                case YamlScalar { Plain: true, Value: "<<" }:
                    Merge(value);
                    break;
                case YamlScalar name:
                    Add(name, value);
                    break;
                default:
                    problems.Add(new(key.At, path, "a list or a mapping cannot be a key here", "write a name"));
                    break;
            }
        }

        return new YamlMapping(_entries) { At = _entries is [var first, ..] ? first.Key.At : at };
    }

    private void Add(YamlScalar name, YamlNode value)
    {
        var known = _entries.FindIndex(entry => entry.Name == name.Value);
        if (known < 0)
        {
            _entries.Add(new YamlEntry(name, value));
        }
        else if (_merged.Remove(name.Value))
        {
            _entries[known] = new YamlEntry(name, value);
        }
        else
        {
            var first = _entries[known].Key.At.Line;
            problems.Add(new(name.At, path[name.Value], $"this key is already on line {first}", "keep one of the two"));
        }
    }

    /// <summary>
    /// What a mapping says itself wins over what it merges; of several merged, the first wins.
    /// </summary>
    private void Merge(YamlNode value)
    {
        var sources = value is YamlSequence several ? several.Items : [value];
        foreach (var source in sources)
        {
            if (source is not YamlMapping mapping)
            {
                problems.Add(new(value.At, path["<<"], "only a mapping can be merged", "write <<: *name of a mapping"));
                continue;
            }

            foreach (var entry in mapping.Entries.Where(entry => _entries.All(own => own.Name != entry.Name)))
            {
                _entries.Add(entry);
                _merged.Add(entry.Name);
            }
        }
    }
}
