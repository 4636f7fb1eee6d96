namespace Perch.Speaker.Gate;

/// <summary>A service on its way off the network on purpose: de-preferred until a time, then withdrawn.</summary>
internal sealed class Drain
{
    /// <summary>Asked for, and the address is still announced with the largest metric.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Asked for, and the address is withdrawn.</summary>
    public bool IsOver { get; private set; }

    public bool IsAskedFor => IsUnderWay || IsOver;

    /// <summary>The whole speaker is leaving: nothing brings the service back.</summary>
    public bool Stopping { get; private set; }

    /// <summary>When the address is withdrawn.</summary>
    public TimeSpan End { get; private set; }

    public void Begin(TimeSpan end, bool stopping)
    {
        End = IsUnderWay && End < end ? End : end;
        Stopping |= stopping;
        IsUnderWay = true;
        IsOver = false;
    }

    /// <returns>True when the address is to be withdrawn now; nothing holds up one that is not announced.</returns>
    public bool Finish(bool announced, TimeSpan now)
    {
        if (!IsUnderWay || (announced && now < End))
        {
            return false;
        }

        IsUnderWay = false;
        IsOver = true;
        return true;
    }

    public void Cancel()
    {
        IsUnderWay = false;
        IsOver = false;
    }
}
