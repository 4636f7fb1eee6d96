using Perch.Model;
namespace Perch.Routing.Ospf.Reasons;

/// <summary>What is wrong at this moment, in sentences: each is said once when it comes up or changes, and once when it
/// is over.</summary>
internal sealed class Complaints
{
    /// <summary>No more than this many at once: what is wrong with hundreds of routers is wrong with the
    /// link.</summary>
    private const int Max = 32;

    /// <summary>A sentence whose numbers change with every packet does not fill the log.</summary>
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(10);

    private readonly List<Complaint> _open = [];

    /// <summary>When the first of them is forgotten unless it is raised again.</summary>
    public TimeSpan Due
    {
        get
        {
            var due = TimeSpan.MaxValue;
            foreach (var complaint in _open)
            {
                due = complaint.Until < due ? complaint.Until : due;
            }

            return due;
        }
    }

    public IEnumerable<string> Sentences =>
        _open.OrderBy(complaint => complaint.Kind).Select(complaint => complaint.Sentence);

    /// <summary>Somebody is there, but not as it should be.</summary>
    public bool IsSomebodyHeard => _open.Exists(complaint => complaint.Kind <= ReasonKind.LastOfHeard);

    public bool IsOpen(ReasonKind kind, UInt128 about) =>
        _open.Exists(complaint => complaint.Kind == kind && complaint.About == about);

    public bool Any => _open.Count > 0;

    /// <param name="about">An address or the name of an LSA; zero when it is about the link.</param>
    /// <param name="until">Forgotten at this time unless raised again.</param>
    public void Raise(ReasonKind kind, UInt128 about, string sentence, TimeSpan until, Outbox outbox)
    {
        var at = _open.FindIndex(complaint => complaint.Kind == kind && complaint.About == about);
        if (at < 0 && _open.Count == Max)
        {
            return;
        }

        var isNews = at < 0
            || (_open[at].Sentence != sentence && until - _open[at].SaidWithUntil >= ShortestSilence);
        if (isNews)
        {
            outbox.Say(Severity.Warning, sentence);
        }

        var raised = new Complaint(kind, about, sentence, until, isNews ? until : _open[at].SaidWithUntil);
        if (at < 0)
        {
            _open.Add(raised);
        }
        else
        {
            _open[at] = raised;
        }
    }

    public void Settle(ReasonKind kind, UInt128 about, Outbox outbox) =>
        Remove(complaint => complaint.Kind == kind && complaint.About == about, outbox);

    /// <summary>A Hello from there agrees now.</summary>
    public void SettleHello(UInt128 about, Outbox outbox)
    {
        if (_open.Count > 0)
        {
            Remove(complaint => complaint.Kind <= ReasonKind.LastOfHello && complaint.About == about, outbox);
        }
    }

    public void Run(TimeSpan now, Outbox outbox)
    {
        if (now >= Due)
        {
            Remove(complaint => complaint.Until <= now, outbox);
        }
    }

    private void Remove(Predicate<Complaint> over, Outbox outbox)
    {
        foreach (var complaint in _open.FindAll(over))
        {
            _open.Remove(complaint);
            outbox.Say(Severity.Information, "No longer: " + complaint.Sentence);
        }
    }

    /// <param name="SaidWithUntil">What <paramref name="Until"/> was when it was last said.</param>
    private sealed record Complaint(
        ReasonKind Kind, UInt128 About, string Sentence, TimeSpan Until, TimeSpan SaidWithUntil);
}
