namespace Perch.Speaker.Gate;

/// <summary>
/// The time that a completed look is good for. Every look renews it, passed or not: it guards against a speaker that
/// looks no more, and a failed look is the gate's affair.
/// </summary>
internal sealed class Lease(TimeSpan length)
{
    public bool IsLive { get; private set; }

    /// <summary>True from its end until a look is completed again.</summary>
    public bool RanOut { get; private set; }

    /// <summary>When it ends unless it is renewed.</summary>
    public TimeSpan End { get; private set; }

    public void Renew(TimeSpan now)
    {
        IsLive = true;
        RanOut = false;
        End = now + length;
    }

    /// <returns>True once, when its time is over.</returns>
    public bool Expire(TimeSpan now)
    {
        if (!IsLive || now < End)
        {
            return false;
        }

        IsLive = false;
        RanOut = true;
        return true;
    }
}
