namespace Perch.Routing.Ospf.Authentication;

/// <summary>
/// The sequence numbers of what we send, which never go back: not when the speaker starts anew, not when the clock
/// does. The high word is the time of the start (RFC 7474 2, RFC 7166 4.1: a boot count), the low word the time of the
/// packet, or one more than the last; it is the whole number where there is room for 32 bits only (RFC 2328 D.3).
/// The low word grows across a restart too, though the high word would do: FRR before 2026-03 compares the words apart,
/// and drops what has a higher high and a lower low word.
/// </summary>
/// <param name="reserved">What <see cref="Reserved"/> of the speaker before this one was; zero for the first.</param>
/// <param name="unixSeconds">The wall clock at the start.</param>
internal sealed class SequenceCounter(ulong reserved, long unixSeconds)
{
    /// <summary>Numbers claimed at once. One an hour keeps pace with the clock, so the memory is seldom
    /// written.</summary>
    private const uint Reserve = 4096;

    private uint _high = Math.Max((uint)unixSeconds, (uint)(reserved >> 32) + 1);
    private uint _low = (uint)reserved;

    /// <summary>No number that was given is above this one: to be kept for the next speaker.</summary>
    public ulong Reserved { get; private set; } = reserved;

    /// <summary>One more number, for a packet that is sent now.</summary>
    public ulong Next(long now)
    {
        if (_low == uint.MaxValue)
        {
            _high++;
            _low = 0;
        }

        _low = Math.Max(_low + 1, (uint)Math.Clamp(now, 0, uint.MaxValue));
        var next = ((ulong)_high << 32) | _low;
        if (next > Reserved)
        {
            Reserved = next | (Reserve - 1);
        }

        return next;
    }
}
