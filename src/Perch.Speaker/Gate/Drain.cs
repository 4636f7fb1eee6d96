namespace Perch.Speaker.Gate;

/// <summary>A service on its way off the network on purpose: de-preferred until a time, which may be put off while the
/// routers are led away step by step, then withdrawn.</summary>
internal sealed class Drain
{
    /// <summary>Asked for, and the address is still announced, with a worse metric.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Asked for, and the address is withdrawn.</summary>
    public bool IsOver { get; private set; }

    public bool IsAskedFor => IsUnderWay || IsOver;

    /// <summary>The whole speaker is leaving: nothing brings the service back.</summary>
    public bool Stopping { get; private set; }

    /// <summary>When the address is withdrawn.</summary>
    public TimeSpan End { get; private set; }

    /// <summary>What is being done, in words; null while nobody says.</summary>
    public string? Step { get; private set; }

    public void Begin(TimeSpan end, bool stopping)
    {
        End = IsUnderWay && (End < end || Step is not null) ? End : end;
        Stopping |= stopping;
        IsUnderWay = true;
        IsOver = false;
    }

    /// <param name="end">When the address is withdrawn, unless the next step puts it off.</param>
    public void Proceed(string step, TimeSpan end) => (Step, End) = IsUnderWay ? (step, end) : (Step, End);

    /// <returns>True when the address is to be withdrawn now; nothing holds up one that is not announced.</returns>
    public bool Finish(bool announced, TimeSpan now)
    {
        if (!IsUnderWay || (announced && now < End))
        {
            return false;
        }

        IsUnderWay = false;
        IsOver = true;
        Step = null;
        return true;
    }

    public void Cancel()
    {
        IsUnderWay = false;
        IsOver = false;
        Step = null;
    }
}
