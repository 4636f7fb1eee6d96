namespace Perch.Model;

/// <summary>A router's 32-bit name in OSPF, written as a dotted quad (RFC 2328 C.1). Zero names nobody.</summary>
public readonly record struct RouterId(uint Value) : IComparable<RouterId>
{
    public static readonly RouterId None = new(0);

    public static bool TryParse(string? text, out RouterId id)
    {
        id = default;
        if (!DottedQuad.TryParse(text, out var value))
        {
            return false;
        }

        id = new RouterId(value);
        return true;
    }

    public int CompareTo(RouterId other) => Value.CompareTo(other.Value);

    public override string ToString() => DottedQuad.Format(Value);
}
