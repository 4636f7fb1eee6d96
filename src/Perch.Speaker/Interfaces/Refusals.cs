using Perch.Model;
using Perch.Routing.Ospf;

namespace Perch.Speaker.Interfaces;

/// <summary>Why interfaces that should speak do not: each said once, and again when it comes back.</summary>
internal sealed class Refusals(Log log)
{
    private readonly Dictionary<(string Name, OspfVersion Version), string> _sentences = [];

    public IReadOnlyCollection<string> Sentences => _sentences.Values;

    public void Add(string name, OspfVersion version, string sentence, Severity severity = Severity.Warning)
    {
        if (_sentences.GetValueOrDefault((name, version)) != sentence)
        {
            _sentences[(name, version)] = sentence;
            log.Write(severity, sentence);
        }
    }

    public void Remove(string name, OspfVersion version) => _sentences.Remove((name, version));

    /// <summary>Forgets the others.</summary>
    public void Keep(Func<(string Name, OspfVersion Version), bool> isKept)
    {
        foreach (var key in _sentences.Keys.Where(key => !isKept(key)).ToArray())
        {
            _sentences.Remove(key);
        }
    }
}
