using Perch.Compose.Yaml;

namespace Perch.Compose;

/// <summary>
/// Finds where the operator wrote what Compose has merged: the last file that has the path. What comes from a file
/// that Perch was not given (extends, include) is pointed at by the nearest key above it.
/// </summary>
internal sealed class Locator(IReadOnlyList<(string File, YamlNode? Root)> sources)
{
    public (string File, Position At) OfValue(Place place) =>
        place.Node is YamlScalar { IsNull: false } ? Find(place, place.Path, atKey: false) : OfKey(place.Path);

    public (string File, Position At) OfKey(NodePath path) => Find(null, path, atKey: true);

    private (string File, Position At) Find(Place? place, NodePath? path, bool atKey)
    {
        for (; path is { Parent: not null }; path = path.Parent, atKey = true, place = null)
        {
            foreach (var (file, root) in sources.Reverse())
            {
                if (Walk(root, path, place, atKey) is { } at)
                {
                    return (file, at);
                }
            }
        }

        return (sources.Count > 0 ? sources[^1].File : "", new Position(1, 1));
    }

    private static Position? Walk(YamlNode? root, NodePath path, Place? place, bool atKey)
    {
        var at = root;
        Position? found = null;
        foreach (var step in path.Steps)
        {
            var isLast = ReferenceEquals(step, path);
            switch (at, step.Key)
            {
                case (YamlMapping mapping, { } key)
                    when mapping.Entries.FirstOrDefault(entry => entry.Name == key) is { } entry:
                    (found, at) = (atKey ? entry.Key.At : entry.Value.At, entry.Value);
                    break;
                case (YamlSequence list, null) when Item(list, step.Index, isLast ? place : null) is { } item:
                    (found, at) = (item.At, item);
                    break;
                default:
                    return null;
            }
        }

        return found;
    }

    /// <summary>
    /// Lists of several files are joined when they are merged: a text is looked for before its number is.
    /// </summary>
    private static YamlNode? Item(YamlSequence list, int index, Place? place) =>
        place?.Text is { } text
            ? list.Items.FirstOrDefault(item => item is YamlScalar scalar && scalar.Value == text)
                ?? list.Items.ElementAtOrDefault(index)
            : list.Items.ElementAtOrDefault(index);
}
