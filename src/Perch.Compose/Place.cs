using Perch.Compose.Yaml;

namespace Perch.Compose;

/// <summary>
/// A value together with the way to it, so that whatever is wrong with it can be pointed at.
/// </summary>
internal readonly record struct Place(NodePath Path, YamlNode Node)
{
    /// <summary>The value's text when it is a scalar with one; null otherwise.</summary>
    public string? Text => Node is YamlScalar { IsNull: false } scalar ? scalar.Value : null;

    /// <summary>What stands under a key; null when nothing does.</summary>
    public Place? this[string key] =>
        (Node as YamlMapping)?[key] is { } value ? new Place(Path[key], value) : null;

    /// <summary>The items of a list; a value that is no list has none.</summary>
    public IEnumerable<Place> Items
    {
        get
        {
            var path = Path;
            return Node is YamlSequence list ? list.Items.Select((item, index) => new Place(path[index], item)) : [];
        }
    }

    /// <summary>The values of a mapping, each with its key; a value that is no mapping has none.</summary>
    public IEnumerable<(string Key, Place Value)> Entries
    {
        get
        {
            var path = Path;
            return Node is YamlMapping mapping
                ? mapping.Entries.Select(entry => (entry.Name, new Place(path[entry.Name], entry.Value)))
                : [];
        }
    }

    /// <summary>What is there, in words, for a message that says what should be.</summary>
    public string Kind => Node switch
    {
        YamlSequence => "a list",
        YamlMapping => "a mapping",
        YamlScalar { IsNull: true } => "empty",
        _ => $"'{Text}'",
    };
}
