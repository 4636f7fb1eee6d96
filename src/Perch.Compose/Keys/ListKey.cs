using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>
/// A key whose value is a list of texts, none of them twice. What is wrong in it is reported and left out.
/// </summary>
internal sealed record ListKey(string Name, string Meaning, TextKey Item) : Key<IReadOnlyList<Place>>(Name, Meaning)
{
    public override string Values => $"a list; each item {Item.Form}";

    public override string Sample => $"[{Item.Sample}]";

    public override bool TryRead(Place place, Findings findings, out IReadOnlyList<Place> value)
    {
        value = [];
        if (place.Node is not YamlSequence { Items.Count: > 0 })
        {
            var problem = place.Node is YamlSequence ? "the list is empty" : $"is {place.Kind}, not a list";
            findings.Error(place, problem, place.Text is { } text ? $"write [{text}]" : $"write {Sample}");
            return false;
        }

        var read = new List<Place>();
        foreach (var item in place.Items)
        {
            if (!Item.TryRead(item, findings, out var text))
            {
                continue;
            }

            if (read.Any(other => other.Text == text))
            {
                findings.Error(item, $"{text} is in the list twice", "keep it once");
                continue;
            }

            read.Add(item);
        }

        value = read;
        return true;
    }
}
