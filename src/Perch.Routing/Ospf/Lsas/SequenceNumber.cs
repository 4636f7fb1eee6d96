namespace Perch.Routing.Ospf.Lsas;

/// <summary>The signed number that tells instances of an LSA apart (RFC 2328 12.1.6): the larger is the
/// newer.</summary>
internal readonly record struct SequenceNumber(int Value) : IComparable<SequenceNumber>
{
    /// <summary>Never used on the wire: one below the first.</summary>
    public static readonly SequenceNumber Reserved = new(int.MinValue);

    public static readonly SequenceNumber Initial = new(int.MinValue + 1);

    public static readonly SequenceNumber Max = new(int.MaxValue);

    public SequenceNumber Next => new(Value + 1);

    /// <summary>Initial plus the seconds since 1970, so that a speaker is newer than anything left behind by the one
    /// before it. Lasts until 2106, and stops at the last but one.</summary>
    public static SequenceNumber FromWallClock(long unixSeconds) =>
        new((int)Math.Clamp(Initial.Value + unixSeconds, Initial.Value, Max.Value - 1L));

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.Value < right.Value;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.Value > right.Value;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.Value <= right.Value;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.Value >= right.Value;

    public int CompareTo(SequenceNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => $"0x{Value:x8}";
}
