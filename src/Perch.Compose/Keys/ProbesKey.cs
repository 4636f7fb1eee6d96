using Perch.Compose.Yaml;

namespace Perch.Compose.Keys;

/// <summary>One probe as it was written: its kind and the keys under it.</summary>
internal sealed record WrittenProbe(SectionKey Kind, Section Section);

/// <summary>A key whose value is a list of probes, each a mapping with one key: its kind.</summary>
internal sealed record ProbesKey(string Name, string Meaning, IReadOnlyList<SectionKey> Kinds)
    : Key<IReadOnlyList<WrittenProbe>>(Name, Meaning)
{
    public override string Values => "a list; each item one of " + string.Join(", ", Kinds.Select(kind => kind.Name));

    public override string Sample => "[{tcp: 53}]";

    /// <summary>True when there is a list with something in it, whatever may be wrong inside.</summary>
    public override bool TryRead(Place place, Findings findings, out IReadOnlyList<WrittenProbe> value)
    {
        value = [];
        if (place.Node is not YamlSequence { Items.Count: > 0 })
        {
            var problem = place.Node is YamlSequence
                ? "there is nothing to look at in an empty list"
                : $"is {place.Kind}, not a list of probes";
            findings.Error(
                place,
                problem,
                "write one such as - tcp: 53, or leave the key out: then the service's ports count");
            return false;
        }

        value = [.. place.Items.Select(item => Probe(item, findings)).OfType<WrittenProbe>()];
        return true;
    }

    private WrittenProbe? Probe(Place item, Findings findings)
    {
        var entries = item.Entries.ToList();
        var names = string.Join(", ", Kinds.Select(kind => kind.Name));
        if (entries is not [var (name, at)])
        {
            var problem = entries.Count > 1
                ? $"one item holds {entries.Count} keys: {string.Join(", ", entries.Select(entry => entry.Key))}"
                : $"is {item.Kind}, not a probe";
            findings.Error(item, problem, entries.Count > 1
                ? "write one probe per item, and its own keys under its kind"
                : $"write one of {names}, such as tcp: 53");
            return null;
        }

        var kind = Kinds.FirstOrDefault(each => each.Name == name);
        if (kind is null)
        {
            findings.ErrorAtKey(at, "unknown kind of probe", Nearest.Of(name, Kinds.Select(each => each.Name)));
            return null;
        }

        return kind.TryRead(at, findings, out var section) ? new WrittenProbe(kind, section) : null;
    }
}
