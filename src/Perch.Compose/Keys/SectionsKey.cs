using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>A key whose value is a list of mappings, each with the same keys.</summary>
internal sealed record SectionsKey(string Name, string Meaning, SectionKey Item)
    : Key<IReadOnlyList<Section>>(Name, Meaning)
{
    public override string Values => "a list; each item a mapping";

    public override string Sample => $"[{Item.Sample}]";

    /// <summary>True when there is a list with something in it, whatever may be wrong inside.</summary>
    public override bool TryRead(Place place, Findings findings, out IReadOnlyList<Section> value)
    {
        value = [];
        if (place.Node is not YamlSequence { Items.Count: > 0 })
        {
            var problem = place.Node is YamlSequence ? "the list is empty" : $"is {Item.KindOf(place)}, not a list";
            findings.Error(place, problem, Item.FixOf(place, $"write {Sample}"));
            return false;
        }

        var read = new List<Section>();
        foreach (var item in place.Items)
        {
            if (Item.TryRead(item, findings, out var section))
            {
                read.Add(section);
            }
        }

        value = read;
        return true;
    }
}
