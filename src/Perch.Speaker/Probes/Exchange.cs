using Perch.Linux;

namespace Perch.Speaker.Probes;

/// <summary>
/// Carries a question to its target and brings a judgement back, once per start. It waits for nothing and has no
/// clock: the gate closes what takes too long. Kinds: datagram, stream, TLS.
/// </summary>
internal abstract class Exchange(Target target, Inbox inbox)
{
    private Action<Judgement>? _told;

    /// <summary>Before a failure's sentence where a probe has several exchanges: "over TCP: ".</summary>
    public string Label { get; init; } = "";

    protected Target Target => target;

    protected Inbox Inbox => inbox;

    /// <summary>Changes with every start and close, so that what comes late from another thread is known.</summary>
    protected int Attempt { get; private set; }

    /// <summary>Asks. <paramref name="told"/> is called once, later, unless the exchange is closed first.</summary>
    public void Start(Action<Judgement> told)
    {
        Close();
        _told = told;
        try
        {
            Open();
        }
        catch (KernelException exception)
        {
            FinishLater(Judgement.Fail($"the speaker cannot ask: {exception.Message}"));
        }
    }

    /// <summary>Gives every descriptor back; nothing is told any more.</summary>
    public void Close()
    {
        Attempt++;
        _told = null;
        Release();
    }

    protected abstract void Open();

    protected abstract void Release();

    protected void Finish(Judgement judgement)
    {
        var told = _told;
        Close();
        told?.Invoke(judgement.Passed is true ? judgement : Judgement.Fail(Label + judgement.Answer));
    }

    protected void Fail(Errno errno) => Finish(Judgement.Fail(target.Explain(errno)));

    /// <summary>For what is known before <see cref="Start"/> has returned: the caller is not ready to hear it yet.
    /// </summary>
    protected void FinishLater(Judgement judgement)
    {
        Release();
        FinishFromElsewhere(Attempt, judgement);
    }

    /// <summary>From any thread.</summary>
    protected void FinishFromElsewhere(int attempt, Judgement judgement) => inbox.Post(() =>
    {
        if (attempt == Attempt)
        {
            Finish(judgement);
        }
    });
}
