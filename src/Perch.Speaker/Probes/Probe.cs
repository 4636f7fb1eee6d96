namespace Perch.Speaker.Probes;

/// <summary>One configured probe: it passes when its exchange passes at every address, over every transport.</summary>
internal sealed class Probe
{
    private readonly IReadOnlyList<Exchange> _exchanges;
    private readonly Action<Judgement> _take;
    private Action<Judgement>? _told;
    private int _open;

    public Probe(string name, IReadOnlyList<Exchange> exchanges)
    {
        Name = name;
        _exchanges = exchanges;
        _take = Take;
    }

    public string Name { get; }

    /// <summary>Looks once; <paramref name="told"/> is called once, later, unless the probe is closed first.</summary>
    public void Start(Action<Judgement> told)
    {
        Close();
        _told = told;
        _open = _exchanges.Count;
        foreach (var exchange in _exchanges)
        {
            exchange.Start(_take);
        }
    }

    public void Close()
    {
        _told = null;
        foreach (var exchange in _exchanges)
        {
            exchange.Close();
        }
    }

    private void Take(Judgement judgement)
    {
        if (--_open > 0 && judgement.Passed is true)
        {
            return;
        }

        var told = _told;
        Close();
        told?.Invoke(judgement);
    }
}
